"""Flags in words: what an agency's files should carry, until when, and whom to ask."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from whitebeam.marac.models import CasePerson, FlagRequest

PARTS = (CasePerson.Part.VICTIM, CasePerson.Part.PERPETRATOR, CasePerson.Part.CHILD)


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag to set or to take off, or one of a case's flags."""

    pk: str
    reference: str
    agency: str
    people: tuple[str, ...]
    marker: str
    until: str
    state: str
    colour: str
    is_to_set: bool
    is_to_remove: bool
    told_by: str = ""
    # Whether the coordinator may record it, since nobody of the agency could.
    is_to_record: bool = False

    @classmethod
    def of(
        cls, flag: FlagRequest, *, on: date, people: bool = True, recorded: Collection[UUID] = ()
    ) -> "FlagRow":
        over = flag.until <= on and flag.removed_at is None
        state, colour = _state(flag, over=over)
        is_to_set = flag.flagged_at is None and flag.removed_at is None and not over
        return cls(
            pk=str(flag.pk),
            reference=flag.case.reference,
            agency=flag.agency.name,
            people=_people(flag) if people else (),
            marker=f"MARAC, ask {flag.case.panel.name}",
            until=f"{flag.until.day} {flag.until:%B %Y}",
            state=state,
            colour=colour,
            is_to_set=is_to_set,
            is_to_remove=over,
            told_by=flag.told_by,
            is_to_record=(is_to_set or over) and flag.agency_id in recorded,
        )


def _state(flag: FlagRequest, *, over: bool) -> tuple[str, str]:
    if flag.removed_at is not None:
        return "Removed", "grey"
    if over:
        return "To be removed", "orange"
    return ("Set", "green") if flag.flagged_at else ("To be set", "yellow")


def _people(flag: FlagRequest) -> tuple[str, ...]:
    asked = [person for person in flag.case.people.all() if person.part in PARTS]
    return tuple(
        f"{person.called} ({person.get_part_display().lower()})"
        for person in sorted(asked, key=lambda p: (PARTS.index(p.part), p.position))
    )
