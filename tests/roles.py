"""Becoming another database role inside a test's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Act as `role` inside, and as the role before afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"set role {role}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"set role {before}")
