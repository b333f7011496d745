"""The deeds of MARAC, one module a workflow."""
