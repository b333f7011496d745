"""Writes a sound pack into the tables: what is new is added, what is gone is ended."""
