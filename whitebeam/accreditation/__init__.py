"""Standards that partners work towards: criteria, evidence, gaps and levels."""
