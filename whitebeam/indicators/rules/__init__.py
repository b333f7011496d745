"""Calculations of the figures. Pure: no database, no clock, no request."""
