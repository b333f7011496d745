"""Guests in words."""

from dataclasses import dataclass
from datetime import datetime

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import GuestAccess


@dataclass(frozen=True, slots=True)
class GuestRow:
    """One guest, for whom, until when, and whether they have come in."""

    pk: str
    name: str
    agency: str
    until: str
    entered: str

    @classmethod
    def of(cls, access: GuestAccess, *, now: datetime) -> "GuestRow":
        entered = moment(access.entered_at, now=now) if access.entered_at else "Not yet"
        over = access.until <= now
        return cls(
            pk=str(access.pk),
            name=access.invited_as,
            agency=access.agency.name,
            until="Has run out" if over else moment(access.until, now=now),
            entered=entered,
        )
