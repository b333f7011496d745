"""What workers type about a person; validated here, done by the services."""
