"""What a risk assessment means. Pure: no database, no clock, no request."""
