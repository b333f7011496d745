"""What pages about risk print."""
