"""The pure inventor: households, stories and words from a seed. Knows no table."""
