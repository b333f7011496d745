"""Pure rules of signing in: no database, no clock, no request."""
