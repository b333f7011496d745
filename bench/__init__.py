"""Measurements, each a program of its own; figures are in docs/figures.md."""
