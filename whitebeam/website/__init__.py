"""The public pages. They read no record and leave no trace."""
