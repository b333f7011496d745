"""Named reads for the pages of MARAC."""
