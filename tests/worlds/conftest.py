"""The day that the worlds are drawn around."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection


@pytest.fixture
def today(db):
    """The database's own day, so that a run across midnight is not torn."""
    with connection.cursor() as cursor:
        cursor.execute("select now()")
        now: datetime = cursor.fetchone()[0]
    return now.astimezone(ZoneInfo("Europe/London")).date()
