"""Deeds: returns, releases, words beside numbers, questions weighed before they are asked."""
