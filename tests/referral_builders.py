"""Builders of referrals: forms, queues and rules past the walls; referrals by the real service.

queue = a_queue()
referral = a_sent_referral(queue=queue)                    # by a worker of a new school
referral = a_sent_referral(queue=queue, by=worker, sender=agency, answers={"risk": "HIGH"})
"""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml

from tests.factories import AgencyFactory, AreaFactory, SharingAgreementFactory, worker_at
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, Area, Duty, Postcode, SharingAgreement
from whitebeam.referrals.models import Draft, FormVersion, Queue, Referral, RoutingRule
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.services.sending import send_referral

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
FORMS = Path(__file__).parents[1] / "packs" / "kent_medway" / "forms"
CLOCKS = {
    "HIGH": {"hours": 4, "calendar": "WORKING"},
    "MEDIUM": {"hours": 8, "calendar": "WORKING"},
    "NOT_KNOWN": {"hours": 8, "calendar": "WORKING"},
    "STANDARD": {"hours": 16, "calendar": "WORKING"},
}
REFERRING = (Duty.REFER, Duty.SHORT_REFERRAL, Duty.VIEW_OWN_REFERRALS)

# The standard story: a school refers a mother of two; home is not safe with her former partner.
STORY: dict[str, Any] = {
    "contact_answer": "SAFE",
    "contact_channels": ["CALL", "TEXT"],
    "contact_phone": "07700 900123",
    "contact_times": "Weekdays, 9:30 to 14:30",
    "contact_messages": "Say it is the school office",
    "known_as": "Wren Example",
    "previous_names": "Sparrow",
    "date_of_birth": {"day": "3", "month": "5", "year": "1990"},
    "sex": "FEMALE",
    "postcode": "ME1 1AA",
    "communication_needs": ["INTERPRETER"],
    "language": "Polish",
    "has_children": "YES",
    "children": [
        {
            "child_name": "Robin Example",
            "child_date_of_birth": {"age": "7"},
            "child_school": "Invented Primary",
            "child_lives_with": "WITH_PERSON",
        },
        {
            "child_name": "Merle Example",
            "child_date_of_birth": {"year": "2023"},
            "child_lives_with": "WITH_PERSON",
        },
    ],
    "harm_persons": [
        {"harm_relationship": "EX_PARTNER", "harm_name": "Rook Invented", "harm_lives_with": "NO"}
    ],
    "what_happened": "He waits at the gate and has followed them home twice this week.",
    "own_words": "I do not sleep any more.",
    "abuse_types": ["CONTROLLING", "STALKING", "AFTER_SEPARATION"],
    "home_safe": "NOT_SURE",
    "home_not_safe": "He still has a key.",
    "risk": "MEDIUM",
    "needs": ["HOME_SECURITY"],
    "wishes": ["KNOW_OPTIONS", "STAY_SAFELY"],
    "basis": "CONSENT",
    "agencies_involved": ["SCHOOL"],
}


@cache
def definition(code: str = "referral") -> dict[str, Any]:
    """Return a form of the Kent and Medway pack, as a version holds it."""
    form = Form.model_validate(yaml.safe_load((FORMS / f"{code}.yaml").read_text()))
    return form.model_dump(mode="json", by_alias=True)


def a_form(code: str = "referral", *, version: int = 1, **changed: Any) -> FormVersion:
    """Return a version of a form, made once a test."""
    with as_role("wb_bulk"):
        form, _ = FormVersion.objects.get_or_create(
            code=code,
            version=version,
            defaults={
                "name": code,
                "starts_on": LONG_AGO,
                "definition": {**definition(code), "version": version},
                **changed,
            },
        )
    return form


def a_queue(agency: Agency | None = None, **given: Any) -> Queue:
    """Return a queue of an agency; without one, of a new specialist service."""
    agency = agency or AgencyFactory(kind=Agency.Kind.SPECIALIST_SERVICE)
    number = uuid4().hex[:8]
    values = {"code": f"queue-{number}", "name": f"Queue {number}", "clocks": CLOCKS, **given}
    with as_role("wb_bulk"):
        return Queue.objects.create(agency=agency, **values)


def a_partnership_queue() -> Queue:
    """Return the queue of the partnership's own triage."""
    return a_queue(AgencyFactory(kind=Agency.Kind.PARTNERSHIP_TEAM), code="partnership")


def a_rule(queue: Queue, *, position: int = 1, **given: Any) -> RoutingRule:
    """Return a routing rule to a queue; without `when`, one that everything fits."""
    values = {"sentence": f"Rule {position}.", "when": {}, "starts_on": LONG_AGO, **given}
    values.setdefault("code", f"rule-{position}-{uuid4().hex[:6]}")
    with as_role("wb_bulk"):
        return RoutingRule.objects.create(queue=queue, position=position, **values)


def an_agreement_between(*agencies: Agency) -> None:
    """Let these agencies share everything for every purpose."""
    SharingAgreementFactory(between=list(agencies))


def a_draft(
    *, by: User, agency: Agency, form: str = "referral", answers: dict[str, Any] | None = None
) -> Draft:
    """Return a draft of the standard story, changed where `answers` says; None takes one out."""
    story = {**STORY, **(answers or {})}
    kept = {code: answer for code, answer in story.items() if answer is not None}
    with as_role("wb_bulk"):
        return Draft.objects.create(
            writer=by, agency=agency, form=a_form(form), answers=json.dumps(kept)
        )


def an_area(code: str = "E07000105", *postcodes: str) -> Area:
    """Return the area of this code, with these postcodes in it."""
    with as_role("wb_bulk"):
        area = Area.objects.filter(code=code).first() or AreaFactory(code=code)
        for postcode in postcodes:
            Postcode.objects.get_or_create(postcode=postcode, area=area)
    return area


def a_sent_referral(
    *,
    queue: Queue | None = None,
    by: User | None = None,
    sender: Agency | None = None,
    answers: dict[str, Any] | None = None,
    form: str = "referral",
    at: datetime = NOON,
    once_key: UUID | None = None,
) -> Referral:
    """Return a referral sent by the real service, waiting in this queue."""
    queue = queue or a_queue()
    sender = sender or AgencyFactory(kind=Agency.Kind.EDUCATION)
    by = by or worker_at(sender, *REFERRING)
    _route_to(queue, sender)
    draft = a_draft(by=by, agency=sender, form=form, answers=answers)
    with acting(Acting.user(by.pk, purpose=Purpose.SUPPORT)):
        return send_referral(draft.pk, once_key=once_key or uuid4(), by=by, at=at)


def _route_to(queue: Queue, sender: Agency) -> None:
    with as_role("wb_bulk"):
        RoutingRule.objects.filter(ends_on=None).exclude(queue=queue).update(ends_on=LONG_AGO)
        is_routed = RoutingRule.objects.filter(queue=queue, ends_on=None).exists()
        covered = SharingAgreement.objects.filter(parties__agency=sender).filter(
            parties__agency=queue.agency
        )
        is_covered = covered.exists()
    if not is_routed:
        a_rule(queue)
    if sender.pk != queue.agency_id and not is_covered:
        an_agreement_between(sender, queue.agency)
