"""Pages of groups and their meetings."""
