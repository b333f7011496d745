"""What people type about a case; validated here, done by the services."""
