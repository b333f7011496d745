"""Persons and what ties them: names, households, safe contact, involvement, blocks, matching."""
