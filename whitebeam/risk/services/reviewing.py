"""Who harms whom: the structured check, and the comparison of conflict and abuse."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import ConflictOrAbuse, CounterAllegationReview
from whitebeam.risk.rules.guides import Guide, unanswered

NEEDED = (
    "Both people are recorded as harmed by the other. Save the structured check of who harms whom"
    " first, from Risk on the person's page."
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a worker found with a guide, and how it was answered."""

    guide: Guide
    answers: Mapping[str, str]
    conclusion: str


def require_counter_allegation_reviewed(
    person_ids_as_victims: Iterable[UUID], person_ids_as_perpetrators: Iterable[UUID]
) -> None:
    """Let a case go forward only when nobody in it is recorded as harmed by the person they harm.

    The database looks further than the user may, at what any agency recorded, and answers only yes
    or no; of what is blocked from her it says nothing.

    :raises Refused: until the structured check of the two is saved
    """
    if pairs_to_check(person_ids_as_victims, person_ids_as_perpetrators):
        raise Refused(NEEDED)


def pairs_to_check(
    person_ids_as_victims: Iterable[UUID], person_ids_as_perpetrators: Iterable[UUID]
) -> list[tuple[UUID, UUID]]:
    """Return the pairs, harmed first, whose structured check is still to be saved."""
    victims, perpetrators = set(person_ids_as_victims), set(person_ids_as_perpetrators)
    both = victims & perpetrators
    asked = [(v, p, False) for v in sorted(victims) for p in sorted(perpetrators) if v != p]
    asked += [(v, p, True) for v, p in combinations(sorted(both), 2)]
    found = dict.fromkeys((v, p) for v, p, here in asked if _needs_check(v, p, said_here=here))
    return list(found)


@transaction.atomic
def save_review(
    *,
    pair: tuple[Person, Person],
    agency: Agency,
    found: Found,
    harmed: Person | None,
    review_on: date | None,
    by: User,
    at: datetime,
) -> CounterAllegationReview:
    """Keep the structured check of two people.

    :raises Refused: if a question is open, nothing is concluded, or unclear without a day
    """
    _check(found, agency=agency, pair=pair, by=by)
    if harmed is None and review_on is None:
        raise Refused("Enter when it is looked at again, if it stays unclear")
    one, other = sorted(pair, key=lambda person: person.pk)
    review = CounterAllegationReview(
        one=one,
        other=other,
        agency=agency,
        by=by,
        at=at,
        answers=json.dumps(dict(found.answers)),
        harmed=harmed,
        conclusion=found.conclusion,
        review_on=None if harmed else review_on,
        guide=found.guide.model_dump(mode="json"),
    )
    review.save(force_insert=True)
    for person in pair:
        audit.record(verb=Happened.REVIEWED, subject=review, person_id=person.pk)
    return review


@transaction.atomic
def save_comparison(
    *,
    pair: tuple[Person, Person],
    agency: Agency,
    found: Found,
    leans: ConflictOrAbuse.Leans,
    by: User,
    at: datetime,
) -> ConflictOrAbuse:
    """Keep a comparison of conflict and abuse as evidence.

    :raises Refused: if a question is open or there is no conclusion
    """
    _check(found, agency=agency, pair=pair, by=by)
    comparison = ConflictOrAbuse(
        one=pair[0],
        other=pair[1],
        agency=agency,
        by=by,
        at=at,
        answers=json.dumps(dict(found.answers)),
        leans=leans,
        conclusion=found.conclusion,
        guide=found.guide.model_dump(mode="json"),
    )
    comparison.save(force_insert=True)
    for person in pair:
        audit.record(verb=Happened.COMPARED, subject=comparison, person_id=person.pk)
    return comparison


def _check(found: Found, *, agency: Agency, pair: tuple[Person, Person], by: User) -> None:
    seen = people.visible_to(by).filter(pk__in=[person.pk for person in pair]).count()
    may = policy.agencies_reviewing(by).filter(pk=agency.pk).exists()
    if not may or seen != len({person.pk for person in pair}) or pair[0] == pair[1]:
        raise Refused("You cannot make this check for these people")
    if unanswered(found.guide, answers=found.answers):
        raise Refused("Answer each question, or say that it is not known")
    if not found.conclusion.strip():
        raise Refused("Enter what you found, and what shows it")


def _needs_check(victim: UUID, perpetrator: UUID, *, said_here: bool) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.needs_counter_check(%s, %s, %s)", [victim, perpetrator, said_here]
        )
        return bool(cursor.fetchone()[0])
