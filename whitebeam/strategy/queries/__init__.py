"""Named reads of the strategy for its pages and commands."""
