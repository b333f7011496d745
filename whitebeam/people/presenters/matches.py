"""Questions, candidates and merges as a coordinator's pages print them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from whitebeam.accounts.models import User
from whitebeam.kernel.births import born_words
from whitebeam.people.models import MatchRequest, Merge, Person
from whitebeam.people.presenters.rows import agrees, day
from whitebeam.people.queries.matching import Brokered, Match
from whitebeam.people.rules.wording import Likeness

STATES = {
    Merge.State.ASKED: ("Waiting for a second coordinator", "yellow"),
    Merge.State.DONE: ("Merged", "green"),
    Merge.State.REFUSED: ("Not the same person", "grey"),
    Merge.State.UNDONE: ("Taken apart", "grey"),
}


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One question that waits."""

    asked_for: str
    since: str
    href: str

    @classmethod
    def of(cls, request: MatchRequest) -> "RequestRow":
        return cls(
            asked_for=request.asked_for.name,
            since=_moment(request.asked_at),
            href=reverse("matches:request", args=[request.pk]),
        )


@dataclass(frozen=True, slots=True)
class RecordCard:
    """One record, and why it may be the same person as another."""

    pk: str
    name: str
    facts: str
    other_names: str
    held_by: str
    covered: str
    likeness: str
    reasons: tuple[dict[str, str], ...]
    is_strong: bool

    @classmethod
    def of(
        cls,
        record: Brokered,
        *,
        agencies: Mapping[UUID, str],
        on: date,
        match: Match | None = None,
        covered: Collection[UUID] = (),
    ) -> "RecordCard":
        names = [
            " ".join(filter(None, (n.given, n.middle, n.family))) for n in record.known.names
        ] or ["Name not known"]
        verdict = match.verdict if match else None
        return cls(
            pk=str(record.id),
            name=names[0],
            facts=_facts(record, on=on),
            other_names=", ".join(dict.fromkeys(names[1:])),
            held_by=_names(record.agencies, agencies) or "No agency now",
            covered=_names([each for each in record.agencies if each in covered], agencies),
            likeness=str(verdict.likeness) if verdict else "",
            reasons=tuple(
                {"text": reason.words, "agrees": agrees(reason.level.name)}
                for reason in (verdict.reasons if verdict else ())
            ),
            is_strong=verdict is not None and verdict.likeness == Likeness.VERY_LIKELY,
        )


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One merge, and what this coordinator may do about it."""

    asked_by: str
    when: str
    state: str
    colour: str
    note: str
    href: str
    may_decide: bool
    may_ask_undo: bool
    may_undo: bool

    @classmethod
    def of(cls, merge: Merge, *, reader: User) -> "MergeRow":
        state, colour = STATES[Merge.State(merge.state)]
        is_done = merge.state == Merge.State.DONE
        is_undo_asked = is_done and merge.undo_asked_by_id is not None
        if is_undo_asked:
            state, colour = "Taking apart was asked for", "yellow"
        return cls(
            asked_by=merge.asked_by.name,
            when=_moment(merge.asked_at),
            state=state,
            colour=colour,
            note=str(merge.reasons),
            href=reverse("matches:merge", args=[merge.pk]),
            may_decide=merge.state == Merge.State.ASKED and merge.asked_by_id != reader.pk,
            may_ask_undo=is_done and not is_undo_asked,
            may_undo=is_undo_asked and merge.undo_asked_by_id != reader.pk,
        )


def choice_of(card: RecordCard) -> tuple[str, str]:
    """Return a record as an answer to the question who this is."""
    return card.pk, f"The same person as {card.name}, {card.facts}"


def _facts(record: Brokered, *, on: date) -> str:
    known = record.known
    sex = str(Person.Sex(known.sex).label) if known.sex != Person.Sex.NOT_KNOWN else ""
    born = born_words(known.date_of_birth, record.birth_precision, on=on)
    return " · ".join(filter(None, (born, sex)))


def _names(wanted: Collection[UUID], agencies: Mapping[UUID, str]) -> str:
    return ", ".join(sorted(agencies[each] for each in wanted if each in agencies))


def _moment(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{day(here.date())}, {here:%H:%M}"
