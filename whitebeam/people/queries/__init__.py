"""Named reads of people, one module a page."""
