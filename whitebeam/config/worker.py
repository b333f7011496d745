"""Deferred and scheduled work, kept in the database until it is done."""

from procrastinate import App


def on_ready(app: App) -> None:
    """Take note that the task app is ready; tasks register themselves when imported."""
