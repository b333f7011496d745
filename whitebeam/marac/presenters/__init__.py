"""MARAC in the words it is read in."""
