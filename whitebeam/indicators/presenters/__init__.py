"""Every word, date and drawing that the pages of figures print."""
