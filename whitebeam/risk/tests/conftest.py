"""The partnership's day, as the walls reckon it."""

import pytest
from django.db import connection


@pytest.fixture
def today(db):
    with connection.cursor() as cursor:
        cursor.execute("select sec.today()")
        return cursor.fetchone()[0]
