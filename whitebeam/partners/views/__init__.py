"""Pages of agencies' leads, guardians and whoever configures the partnership."""
