"""Other cases in which the same person causes harm, in words: never who is harmed in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import Case
from whitebeam.marac.queries.harming import Found, Linked

SURE = "The records are of the same person."
ALIKE = "The records look alike. Look at both before you link them."


@dataclass(frozen=True, slots=True)
class HarmElsewhere:
    """One other case, by its reference and where it stands."""

    pk: str
    reference: str
    name: str
    facts: str
    how: str
    said: str = ""
    reason: str = ""
    about_pk: str = ""
    other_pk: str = ""

    @classmethod
    def linked(cls, one: Linked, *, now: datetime) -> "HarmElsewhere":
        return cls(
            pk=str(one.link.pk),
            reference=one.case.reference,
            name=one.name,
            facts=_facts(one.case, now=now),
            how=SURE if one.link.is_sure else "The records only looked alike.",
            said=f"Linked {moment(one.link.at, now=now)}, {one.link.by.name}",
            reason=str(one.link.reason),
            other_pk=str(one.case.pk),
        )

    @classmethod
    def found(cls, one: Found, *, now: datetime) -> "HarmElsewhere":
        return cls(
            pk="",
            reference=one.case.reference,
            name=one.name or "Name not known",
            facts=_facts(one.case, now=now),
            how=SURE if one.is_sure else ALIKE,
            about_pk=str(one.about),
            other_pk=str(one.other_about),
        )


def beside(linked: Sequence[Linked], found: Sequence[Found]) -> str:
    """Return the sentence for the head of a case, or nothing where there is nothing to say."""
    sentences = []
    if linked:
        cases = len({one.case.pk for one in linked})
        sentences.append(f"Linked with {_cases(cases)}.")
    if found:
        cases = len({one.case.pk for one in found})
        sentences.append(f"The same person may also cause harm in {_cases(cases)}.")
    return " ".join(sentences)


def _cases(number: int) -> str:
    return f"{number} other case" if number == 1 else f"{number} other cases"


def _facts(case: Case, *, now: datetime) -> str:
    when = moment(case.referred_at, now=now)
    return f"{case.panel.name}, referred {when}. {case.get_state_display()}"
