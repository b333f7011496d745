"""The questions of the plan's pages."""
