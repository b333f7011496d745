"""What pages about risk ask."""
