"""Beginning a referral to MARAC: filled from what is known, each with where it comes from."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.marac.queries.known_before import BEGUN_FROM, GOES_WITH, WHOLE
from whitebeam.marac.rules.from_assessment import joined
from whitebeam.marac.rules.prefilling import prefilled
from whitebeam.partners.models import Agency
from whitebeam.people import policy as people
from whitebeam.referrals.models import Draft, Referral
from whitebeam.referrals.queries.forms import definition_of, form_in_force
from whitebeam.referrals.queries.told_before import KnownFact
from whitebeam.referrals.rules.answers import KNOWN_PERSON, items_of
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.rules.sources import SOURCES, Source, with_sources
from whitebeam.referrals.services.drafting import (
    FORMS,
    MARAC,
    answers_in,
    fill_in,
    locked_draft,
    start_draft,
)
from whitebeam.risk.events import Happened as Risk
from whitebeam.risk.models import Assessment

# Beside the answers of a draft: the support case that it was begun from.
FROM = "from_referral"
PARTS = {"child": "CHILD", "harm_person": "PERPETRATOR"}
NAMES = {"child": "child.name", "harm_person": "harm_person.name"}


@transaction.atomic
def begin(
    *,
    agency: Agency,
    support_case: Referral | None,
    by: User,
    at: datetime,
    assessment: Assessment | None = None,
) -> Draft:
    """Begin a referral to MARAC, filled in from a support case where there is one.

    What an assessment says is offered next, to be confirmed; of it only the person is chosen here.

    :raises Refused: if the worker may not refer to MARAC for this agency
    """
    answers: dict[str, object] = {}
    if support_case is not None:
        answers = _of_support_case(support_case, by)
    if assessment is not None:
        answers[BEGUN_FROM] = str(assessment.pk)
        if people.visible_to(by).filter(pk=assessment.victim_id).exists():
            answers[KNOWN_PERSON] = str(assessment.victim_id)
    return start_draft(agency=agency, route=MARAC, by=by, at=at, answers=answers)


@transaction.atomic
def confirm(
    draft_id: UUID,
    *,
    offered: Iterable[KnownFact],
    chosen: frozenset[str],
    assessment: Assessment | None,
    by: User,
) -> Draft:
    """Put what was confirmed into a draft, beside what is typed, with where it comes from.

    The assessment goes with the referral only where that was confirmed.

    :raises Refused: if the draft was sent or discarded meanwhile
    """
    held = answers_in(locked_draft(draft_id, by=by))
    found: dict[str, object] = {GOES_WITH: ""}
    sources: dict[str, Source] = {}
    for fact in (one for one in offered if one.code in chosen):
        for code, answer in fact.answers.items():
            before = found.get(code, "" if fact.code == WHOLE else held.get(code))
            found[code] = joined(before, answer)
            sources[code] = Source(fact.source, fact.told_on)
    found[SOURCES] = with_sources(held, found, sources)
    if assessment is not None:
        audit.record_reading(
            verb=Risk.OPENED,
            subject=assessment,
            person_id=assessment.victim_id,
            classes=(Class.F6,),
        )
    return fill_in(draft_id, answers=found, by=by)


def _of_support_case(support_case: Referral, by: User) -> dict[str, object]:
    wanted = definition_of(form_in_force(FORMS[MARAC]))
    answers = prefilled(
        asked=definition_of(support_case.form),
        answers=json.loads(str(support_case.answers)),
        wanted=wanted,
    )
    source = Source(f"Referral {support_case.reference}", support_case.sent_at.date())
    told = {code: source for code in answers if code != KNOWN_PERSON}
    answers |= _known_people(support_case, answers, wanted, by)
    answers[SOURCES] = with_sources({}, answers, told)
    answers[FROM] = str(support_case.pk)
    return answers


def _known_people(
    support_case: Referral, answers: Mapping[str, object], wanted: Form, by: User
) -> dict[str, object]:
    """Return the people of a support case as known already, so that nobody gets a second record."""
    parts = support_case.parts.filter(person__in=people.visible_to(by)).select_related("person")
    victim = parts.filter(kind="VICTIM").first()
    found: dict[str, object] = {KNOWN_PERSON: str(victim.person_id)} if victim else {}
    for question in wanted.questions():
        kind = PARTS.get(question.maps_to)
        if kind is None:
            continue
        names = {one.maps_to: one.code for one in question.questions}
        known = {
            " ".join(part.person.known_as.split()).lower(): str(part.person_id)
            for part in parts.filter(kind=kind)
        }
        name = names.get(NAMES[question.maps_to], "")
        items = [
            _item(item, known.get(" ".join(str(item.get(name, "")).split()).lower()))
            for item in items_of(answers.get(question.code))
        ]
        if items:
            found[question.code] = items
    return found


def _item(item: Mapping[str, object], known: str | None) -> dict[str, object]:
    return {**item, KNOWN_PERSON: known} if known and not item.get(KNOWN_PERSON) else dict(item)
