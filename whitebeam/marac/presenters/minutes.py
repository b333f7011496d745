"""Minutes on a page and on paper: the same named fields in the same order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.govuk.moments import moment
from whitebeam.govuk.printed import Printed, Section
from whitebeam.marac.models import Minutes, MinutesCopy, MinutesFact
from whitebeam.marac.presenters.papers import line_link, reference_of
from whitebeam.marac.queries.minutes import Standing
from whitebeam.marac.rules.minuting import DECISION, SECTIONS, ActionLine, Copy, Header, Whole

ALONE = (
    "What was shared is for the purpose of this meeting. Ask its agency before using it otherwise."
)
NO_SUMMARY = (
    "The summary is kept by the coordinator and the chair: it is for the agencies that heard the"
    " case and were asked about everybody in it."
)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of minutes: its place, its words, and the way to its ledger line."""

    place: str
    text: str
    ref: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of minutes with what stands under it."""

    title: str
    lines: tuple[Told, ...] = ()
    paragraphs: tuple[str, ...] = ()

    @classmethod
    def of(cls, title: str, lines: Iterable[str]) -> "Part":
        return cls(title, tuple(Told("", one) for one in lines))

    def printed(self) -> Section:
        """Return this on paper, where the line's reference stands beside the words."""
        lines = tuple(f"{one.text} [{one.ref}]" if one.ref else one.text for one in self.lines)
        return Section(self.title, lines, self.paragraphs)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Minutes of one case, ready to print."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Part, ...]

    @classmethod
    def of_whole(cls, whole: Whole, *, case_id: UUID) -> "Sheet":
        told = [
            Told(
                one.kind,
                _words(one.text, one.agency, is_opinion=one.is_opinion),
                reference_of(one.line),
                line_link(case_id, one.fact) if one.line else "",
            )
            for one in (*whole.shared, *whole.said)
        ]
        conflicts = tuple(f"{one} took no part because of a conflict." for one in whole.conflicts)
        parts = (whole.header, whole.reference, whole.summary or "Not written yet.", told)
        return cls._of(*parts, whole.actions, conflicts)

    @classmethod
    def of_copy(
        cls, copy: Copy, facts: Iterable[MinutesFact], *, case_id: UUID, reads_ledger: bool
    ) -> "Sheet":
        people = "1 person" if copy.withdrew == 1 else f"{copy.withdrew} people"
        conflicts = (f"{people} took no part because of a conflict.",) if copy.withdrew else ()
        told, summary = [Told(DECISION, one) for one in copy.decided], NO_SUMMARY
        for one in facts:
            if one.place == MinutesFact.SUMMARY:
                summary = str(one.text)
                continue
            link = line_link(case_id, one.line.about_id) if one.line and reads_ledger else ""
            words = _words(str(one.text), one.agency.name, is_opinion=one.is_opinion)
            told.append(Told(one.place, words, reference_of(one.line_id), link))
        parts = (copy.header, copy.reference, summary, told)
        return cls._of(*parts, copy.actions, conflicts)

    @classmethod
    def _of(
        cls,
        header: Header,
        reference: str,
        summary: str,
        told: Iterable[Told],
        actions: Iterable[ActionLine],
        conflicts: tuple[str, ...],
    ) -> "Sheet":
        every = list(told)
        placed = [(title, tuple(one for one in every if one.place == place))
                  for place, title in SECTIONS]  # fmt: skip
        done = tuple(_action(one) for one in actions)
        return cls(
            title=f"Minutes, case {reference}",
            lead=(f"{header.panel}, {header.held}", header.statement, ALONE),
            sections=(
                Part("Summary", (), (summary,)),
                *(Part(title, found) for title, found in placed if found),
                Part.of("Actions", done) if done else Part("Actions", (), ("None.",)),
                *((Part.of("Conflicts", conflicts),) if conflicts else ()),
                *_people(header),
            ),
        )

    def printed(self, *, mark: str) -> Printed:
        """Return the document to print, marked with who asked for it and when."""
        sections = tuple(one.printed() for one in self.sections)
        return Printed(self.title, mark, self.lead, sections)


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


def _words(text: str, agency: str, *, is_opinion: bool) -> str:
    return f"{text} – {agency}{' (professional opinion)' if is_opinion else ''}"


def _action(action: ActionLine) -> str:
    why = f" Why: {action.rationale}." if action.rationale else ""
    return f"{action.reference}: {action.text} {action.owner}. {action.due}. {action.state}.{why}"


def _people(header: Header) -> Iterable[Part]:
    yield Part.of("Present", header.present or ("Nobody.",))
    if header.observers:
        yield Part.of("Observers", header.observers)
    if header.apologies:
        yield Part.of("Apologies", header.apologies)
