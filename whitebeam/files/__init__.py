"""Files that people send: told by their content, kept sealed, made clean, scanned. No tables."""
