"""Agencies, teams, areas, duties, sharing agreements and the partnership's own settings."""
