"""The deeds about referrals, one module a workflow."""
