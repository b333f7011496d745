"""Settings, addresses and commands: the top of the house, which knows every app."""
