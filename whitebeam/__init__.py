"""Whitebeam: the shared working system of a domestic abuse partnership."""
