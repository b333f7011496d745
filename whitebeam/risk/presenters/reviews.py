"""Checks, comparisons, corrections and notes about children, ready to print."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from whitebeam.accounts.models import User
from whitebeam.risk.models import (
    ChildAware,
    ConflictOrAbuse,
    CounterAllegationReview,
    RoleCorrection,
    RolesMark,
)
from whitebeam.risk.presenters.words import day
from whitebeam.risk.rules.guides import Guide
from whitebeam.risk.services.noting import HEADINGS

NAMES = {"relationships": "Relationships and dynamics"}


@dataclass(frozen=True, slots=True)
class KeptGuide:
    """A guide as it was answered."""

    title: str
    person_id: UUID
    facts: tuple[dict[str, str], ...]
    rows: tuple[dict[str, str], ...]
    source: str

    @classmethod
    def of_review(cls, held: CounterAllegationReview) -> "KeptGuide":
        harmed = held.harmed.known_as if held.harmed else "Not clear yet"
        again = f"To be looked at again on {day(held.review_on)}" if held.review_on else ""
        sides = {"FIRST": held.one.known_as, "SECOND": held.other.known_as}
        return cls._of(
            held.guide, str(held.answers), sides, held.one_id,
            (("Between", f"{held.one.known_as} and {held.other.known_as}"), ("Harmed", harmed),
             ("What shows it", str(held.conclusion)), ("Again", again),
             ("By", f"{held.by.name}, {day(held.at)}")),
        )  # fmt: skip

    @classmethod
    def of_comparison(cls, held: ConflictOrAbuse) -> "KeptGuide":
        return cls._of(
            held.guide, str(held.answers), {}, held.one_id,
            (("Between", f"{held.one.known_as} and {held.other.known_as}"),
             ("It points to", held.get_leans_display()), ("What shows it", str(held.conclusion)),
             ("By", f"{held.by.name}, {day(held.at)}")),
        )  # fmt: skip

    @classmethod
    def _of(
        cls,
        kept: Mapping[str, object],
        answers: str,
        sides: Mapping[str, str],
        person_id: UUID,
        facts: tuple[tuple[str, str], ...],
    ) -> "KeptGuide":
        guide, given = Guide.model_validate(kept), json.loads(answers)
        rows = []
        for one in guide.questions:
            words = {"FIRST": one.first, "SECOND": one.second, "BOTH": "Both", **sides}
            value = words.get(given.get(one.code, ""), "Not known")
            rows.append({"key": one.label, "value": value})
        shown = tuple({"key": key, "value": value} for key, value in facts if value)
        return cls(guide.title, person_id, shown, tuple(rows), guide.source)


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """A correction with its trace, and what the reader may do now."""

    pk: UUID
    person_id: UUID
    lead: str
    state: str
    steps: tuple[dict[str, str], ...]
    may_decide: bool
    may_put_right: bool
    wrong: int

    @classmethod
    def of(cls, held: RoleCorrection, *, reader: User, wrong: int) -> "CorrectionPage":
        steps = held.steps.select_related("by").order_by("created_at")
        return cls(
            pk=held.pk,
            person_id=held.person_id,
            lead=f"{held.person.known_as} was recorded as causing harm to {held.other.known_as},"
            " and is said to be the one harmed.",
            state=held.get_state_display(),
            steps=tuple(
                {
                    "what": one.get_state_display(),
                    "when": day(one.at),
                    "who": one.by.name,
                    "more": str(one.words),
                }
                for one in steps
            ),
            may_decide=held.state == "RAISED" and held.raised_by_id != reader.pk,
            may_put_right=held.state == "UPHELD",
            wrong=wrong,
        )


@dataclass(frozen=True, slots=True)
class MarkLine:
    """Another agency put roles right that an assessment of ours holds the wrong way round."""

    pk: UUID
    assessment_id: UUID
    text: str
    found: str
    words: str
    waits: bool

    @classmethod
    def of(cls, held: RolesMark) -> "MarkLine":
        looked = f", {held.looked_by.name}, {day(held.looked_at)}" if held.looked_by else ""
        return cls(
            pk=held.pk,
            assessment_id=held.assessment_id,
            text=f"Roles corrected on {day(held.marked_on)} by {held.get_by_kind_display()}",
            found=f"{held.get_found_display()}{looked}",
            words=str(held.words or ""),
            waits=held.found == RolesMark.Found.WAITS,
        )


@dataclass(frozen=True, slots=True)
class ChildNote:
    """What was noted of a child on one day."""

    title: str
    rows: tuple[dict[str, str], ...]

    @classmethod
    def of(cls, note: ChildAware) -> "ChildNote":
        rows = [
            {"key": NAMES.get(name, name.capitalize()), "value": str(value)}
            for name in HEADINGS
            if (value := getattr(note, name))
        ]
        if note.next_steps:
            rows.append({"key": "Next", "value": str(note.next_steps)})
        return cls(f"Noted on {day(note.at)}", tuple(rows))
