"""Minutes on a page and on paper: the same named fields in the same order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.govuk.moments import moment
from whitebeam.govuk.printed import Printed, Section
from whitebeam.marac.models import Minutes, MinutesCopy
from whitebeam.marac.queries.minutes import Standing
from whitebeam.marac.rules.minuting import ActionLine, Copy, Header, Line, Whole, sections

ALONE = (
    "What was shared is for the purpose of this meeting. Ask its agency before using it otherwise."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Minutes of one case, ready to print."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]

    @classmethod
    def of_whole(cls, whole: Whole) -> "Sheet":
        lines = (*(one.line for one in whole.shared), *whole.said)
        conflicts = tuple(f"{one} took no part because of a conflict." for one in whole.conflicts)
        return cls._of(
            whole.header, whole.reference, whole.summary, lines, whole.actions, conflicts
        )

    @classmethod
    def of_copy(cls, copy: Copy) -> "Sheet":
        people = "1 person" if copy.withdrew == 1 else f"{copy.withdrew} people"
        conflicts = (f"{people} took no part because of a conflict.",) if copy.withdrew else ()
        lines = (*copy.shared, *copy.said)
        return cls._of(copy.header, copy.reference, copy.summary, lines, copy.actions, conflicts)

    @classmethod
    def _of(
        cls,
        header: Header,
        reference: str,
        summary: str,
        lines: Iterable[Line],
        actions: Iterable[ActionLine],
        conflicts: tuple[str, ...],
    ) -> "Sheet":
        told = tuple(
            Section(title, tuple(_line(one) for one in found)) for title, found in sections(lines)
        )
        done = tuple(_action(one) for one in actions)
        return cls(
            title=f"Minutes, case {reference}",
            lead=(f"{header.panel}, {header.held}", header.statement, ALONE),
            sections=(
                Section("Summary", (), (summary or "Not written yet.",)),
                *told,
                Section("Actions", done, () if done else ("None.",)),
                *((Section("Conflicts", conflicts),) if conflicts else ()),
                *_people(header),
            ),
        )

    def printed(self, *, mark: str) -> Printed:
        """Return the document to print, marked with who asked for it and when."""
        return Printed(self.title, mark, self.lead, self.sections)


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a meeting's minutes for whoever writes or signs them."""

    item_pk: UUID
    reference: str
    state: str
    colour: str

    @classmethod
    def of(cls, standing: Standing) -> "Row":
        state, colour = "Summary to be written", "yellow"
        if standing.latest is not None:
            number = standing.latest.number
            state = "Signed" if number == 1 else f"Signed, put right {number - 1} times"
            colour = "green"
        elif standing.item.summary:
            state, colour = "To be signed", "blue"
        return cls(standing.item.pk, standing.item.case.reference, state, colour)


def copy_rows(copies: Iterable[MinutesCopy]) -> list[tuple[UUID, str, str]]:
    """Return each copy with the reference of its case and its agency."""
    return [(copy.pk, copy.case.reference, copy.agency.name) for copy in copies]


def versions(signed: Iterable[Minutes], *, now: datetime) -> list[str]:
    """Return every signed version in a sentence."""
    return [
        f"Version {one.number}, signed by {one.signed_by.name}, {moment(one.signed_at, now=now)}"
        + (f". Put right: {one.why}" if one.why else "")
        for one in signed
    ]


def mark_of(name: str, agency: str, *, now: datetime) -> str:
    """Return the mark across a page: who had it made, for which agency and when."""
    return f"{name}, {agency}, {moment(now, now=now).removeprefix('today ')} {now:%d.%m.%Y}"


def _line(line: Line) -> str:
    opinion = " (professional opinion)" if line.is_opinion else ""
    return f"{line.text} – {line.agency}{opinion}"


def _action(action: ActionLine) -> str:
    why = f" Why: {action.rationale}." if action.rationale else ""
    return f"{action.reference}: {action.text} {action.owner}. {action.due}. {action.state}.{why}"


def _people(header: Header) -> Iterable[Section]:
    yield Section("Present", header.present, () if header.present else ("Nobody.",))
    if header.observers:
        yield Section("Observers", header.observers)
    if header.apologies:
        yield Section("Apologies", header.apologies)
