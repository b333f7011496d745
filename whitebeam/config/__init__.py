"""The settings, addresses and commands of the product: the top of the house, which knows every app."""
