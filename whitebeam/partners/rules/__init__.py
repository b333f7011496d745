"""Pure rules about agencies and their people."""
