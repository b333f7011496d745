"""Named reads about actions: rows for any app's pages, lists, figures, and the clock's work."""
