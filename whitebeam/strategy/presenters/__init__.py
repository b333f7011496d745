"""The plan in words, dates and drawings."""
