"""Layouts, form macros and components of the pages. No tables, no rules."""
