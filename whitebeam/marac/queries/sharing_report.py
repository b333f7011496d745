"""What was shared across cases, counted for guardians by the database: sums, and no content."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

MOST = 200


@dataclass(frozen=True, slots=True)
class Shared:
    """How often one agency received from another in a month, on which basis, under what.

    No agreement is None; none was needed where the referrer's own account was handed over: empty.
    """

    month: date
    basis: str
    controller: str
    receiver: str
    agreement: str | None
    shared: int
    emergency: int
    missing: int
    late: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """One receipt whose justification is to be looked at: by the reference of its case alone."""

    reference: str
    controller: str
    receiver: str
    at: datetime
    lacks: str


@dataclass(frozen=True, slots=True)
class SentOutside:
    """One package to a MARAC outside the partnership: whose things, and no content.

    `to_marac` is empty where her address is withheld, for it hints at where she is.
    """

    reference: str
    sent_at: datetime
    to_marac: str
    parts: list[str]
    controllers: list[str]
    things: int
    is_opened: bool
    is_taken_back: bool


def shared_between(since: datetime, until: datetime) -> list[Shared]:
    """Return what was shared in a time with, by or through the agencies that the user guards."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_sharing_counted(%s, %s)", [since, until])
        return [Shared(*row) for row in cursor.fetchall()]


def lacking_between(since: datetime, until: datetime) -> list[Lacking]:
    """Return the newest receipts without agreement or reason, or written down after the fact."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_sharing_lacking(%s, %s, %s)", [since, until, MOST])
        return [Lacking(*row) for row in cursor.fetchall()]


def sent_outside_between(since: datetime, until: datetime) -> list[SentOutside]:
    """Return the newest packages to MARACs outside, of the agencies that the user guards."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_sent_outside(%s, %s, %s)", [since, until, MOST])
        return [SentOutside(*row) for row in cursor.fetchall()]
