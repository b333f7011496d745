"""Roll-ups of very many events on an embedded column store (DuckDB). Knows no tables of ours.

Events come as an extract: rows without a name or key of anybody. One statement with grouping sets
counts every table at once, and hides what is small in the same pass.
"""
