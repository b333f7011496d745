"""Named reads: the book, returns, releases, the dashboard."""
