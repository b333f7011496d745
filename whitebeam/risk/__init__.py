"""Risk assessments and the rules they are read by."""
