"""Sums over what coordinators decide about cases and lists, for those who read no case."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class RepeatsDecided:
    """How often the rule found a repeat, one was decided on, and the two were not the same."""

    found: int
    decided: int
    otherwise: int

    @property
    def is_any(self) -> bool:
        """Whether there is anything to count."""
        return bool(self.found or self.decided or self.otherwise)


def repeats_decided(*, since: datetime, until: datetime) -> RepeatsDecided:
    """Return how screening decided about repeats in some months."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_repeats_counted(%s, %s)", [since, until])
        return RepeatsDecided(*cursor.fetchone())


def listed_late(*, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """Return how many cases were listed for each late reason, and under no words those in time."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_listed_late(%s, %s)", [since, until])
        return [(str(why), int(number)) for why, number in cursor.fetchall()]


def grounds(*, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many cases were referred in some months, by ground, and under no kind in all."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_grounds_counted(%s, %s)", [since, until])
        return {str(kind): int(number) for kind, number in cursor.fetchall()}
