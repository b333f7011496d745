"""Frameworks, their commitments and the delivery plan: who reports what, and papers about it."""
