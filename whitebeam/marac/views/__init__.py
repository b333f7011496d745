"""The pages of MARAC, one module a journey."""
