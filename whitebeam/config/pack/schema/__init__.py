"""The shape of each file of a partnership pack."""
