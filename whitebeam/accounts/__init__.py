"""Users, sign-in, second factors and sessions."""
