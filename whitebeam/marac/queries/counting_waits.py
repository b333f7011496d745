"""What waits now and what audits found, in sums: the database counts, for those who may."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one panel and one kind of wait (queries.waits.Kind): how many, and the longest in days."""

    panel: str
    area: str
    kind: str
    waiting: int
    longest_days: Decimal


@dataclass(frozen=True, slots=True)
class Audits:
    """Of one panel: how many were settled early in a span, and what the reading of a sample found.

    `minutes` of meetings are saved by those that still count as settled.
    """

    panel: str
    area: str
    settled: int
    sampled: int
    sound: int
    to_be_heard: int
    waiting: int
    minutes: int


def standing(*, at: datetime) -> list[Standing]:
    """Return what waits at each panel at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_standing_counted(%s)", [at])
        return [Standing(*row) for row in cursor.fetchall()]


def audits(*, since: datetime, until: datetime) -> list[Audits]:
    """Return what the audit found of the cases that were settled early in this span."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_audits_counted(%s, %s)", [since, until])
        return [Audits(*row) for row in cursor.fetchall()]


def settled_at_screening(*, since: datetime, until: datetime) -> list[tuple[str, str, int]]:
    """Return of each panel its name, its area and how many cases were settled at screening."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_screening_settled(%s, %s)", [since, until])
        return [(str(row[0]), str(row[1]), int(row[2])) for row in cursor.fetchall()]
