"""The rules of MARAC, without a database, a clock or a request."""
