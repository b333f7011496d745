"""Sheets of governance: where each group stands, its terms, and its seats."""

from datetime import date

from whitebeam.config.pack.loading.sheets import Reference, Row, Sheet, always
from whitebeam.config.pack.pack import Pack
from whitebeam.directory.models import Group
from whitebeam.governance import models


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the tables of governance should hold."""
    return (_charters(pack), _seats(pack, on=on))


def _charters(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "group__code": group.code,
                "parent__code": group.parent,
                "chair_role": group.chair or "",
                "purpose": group.purpose or "",
                "terms_agreed_on": group.terms_agreed_on,
                "review_on": group.review_on,
                "is_local_board": group.local_board,
                "source": group.source,
            }
        )
        for group in pack.groups
    )
    references = {
        "group__code": Reference(Group, ("code",), ("group__code",)),
        "parent__code": Reference(Group, ("code",), ("parent__code",)),
    }
    return Sheet("charters of groups", models.Charter, ("group__code",), rows, references)


def _seats(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "group__code": group.code,
                "code": seat.code,
                "name": seat.name,
                "sector": seat.sector.value,
                "is_lived_experience": seat.lived_experience,
                "source": group.source,
                "ended_on": None,
            }
        )
        for group in pack.groups
        for seat in group.seats
    )
    references = {"group__code": Reference(Group, ("code",), ("group__code",))}
    key = ("group__code", "code")
    return Sheet("seats", models.Seat, key, rows, references, ends=always(ended_on=on))
