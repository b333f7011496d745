"""Indicators, the returns that feed them, and figures released safely."""
