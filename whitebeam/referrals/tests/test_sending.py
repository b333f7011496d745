"""Sending a referral writes everything it brings about, once, behind the walls."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import (
    NOON,
    REFERRING,
    a_draft,
    a_partnership_queue,
    a_queue,
    a_rule,
    a_sent_referral,
    an_agreement_between,
    an_area,
)
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, Duty
from whitebeam.people import policy as people_policy
from whitebeam.people.models import (
    Involvement,
    Person,
    SafeContact,
)
from whitebeam.referrals import policy
from whitebeam.referrals.models import Draft, Part, QueueEntry, Referral, StateChange
from whitebeam.referrals.services.sending import send_referral

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


def as_worker(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


@pytest.fixture
def school():
    return AgencyFactory(kind=Agency.Kind.EDUCATION)


@pytest.fixture
def lead(school):
    return worker_at(school, *REFERRING)


def send(draft, *, by, key=None, at=NOON):
    with as_worker(by):
        return send_referral(draft.pk, once_key=key or uuid4(), by=by, at=at)


def parts_of(referral):
    with as_role("wb_bulk"):
        found = Part.objects.filter(referral=referral).select_related("person").order_by("position")
        return [(part.kind, part.person.known_as, part.relationship) for part in found]


def test_writes_everyone_in_their_part(lead, school):
    referral = a_sent_referral(by=lead, sender=school)

    assert parts_of(referral) == [
        ("VICTIM", "Wren Example", ""),
        ("CHILD", "Robin Example", "CHILD"),
        ("CHILD", "Merle Example", "CHILD"),
        ("PERPETRATOR", "Rook Invented", "EX_PARTNER"),
    ]


def test_waits_in_the_queue_that_the_first_rule_names(lead, school):
    an_area("E07000114", "ME11AA")
    right, other = a_queue(), a_queue()
    a_rule(other, position=1, when={"area": ["E07000105"]})
    rule = a_rule(right, position=2, when={"area": ["E07000114"], "age_min": 16})
    an_agreement_between(school, right.agency)

    referral = send(a_draft(by=lead, agency=school), by=lead)

    assert referral.rule_id == rule.pk
    assert referral.area.code == "E07000114"
    with as_role("wb_bulk"):
        entry = QueueEntry.objects.get(referral=referral)
        assert (entry.queue_id, entry.agency_id) == (right.pk, right.agency_id)
        assert entry.agreement_id
        assert entry.due_at == datetime(2026, 3, 5, 12, tzinfo=UTC)
        change = StateChange.objects.get(referral=referral)
        assert (change.before, change.after, change.by_id) == ("", "IN_TRIAGE", lead.pk)


@pytest.mark.parametrize(
    ("answers", "rank"),
    [
        ({"home_safe": "NO"}, 0),
        ({"risk": "HIGH", "risk_reason": "Fear"}, 1),
        ({"risk": "STANDARD"}, 3),
    ],
)
def test_is_ranked_by_safety_now_then_risk(lead, school, answers, rank):
    referral = a_sent_referral(by=lead, sender=school, answers=answers)

    with as_role("wb_bulk"):
        assert QueueEntry.objects.get(referral=referral).rank == rank


def test_without_an_agreement_the_partnership_takes_it_and_no_other_sees_it(lead, school):
    service, partnership = a_queue(), a_partnership_queue()
    rule = a_rule(service)
    triage = worker_at(service.agency, Duty.TRIAGE_REFERRALS)

    referral = send(a_draft(by=lead, agency=school), by=lead)

    assert referral.rule_id == rule.pk
    with as_role("wb_bulk"):
        assert QueueEntry.objects.get(referral=referral).queue_id == partnership.pk
        assert not Involvement.objects.filter(agency=service.agency).exists()
    with as_worker(triage):
        assert not policy.visible_to(triage).filter(pk=referral.pk).exists()


def test_both_agencies_see_everyone_and_an_outsider_nobody(lead, school):
    queue = a_queue()
    triage = worker_at(queue.agency, Duty.TRIAGE_REFERRALS)
    outsider = worker_at(AgencyFactory(), *Duty)

    referral = a_sent_referral(by=lead, sender=school, queue=queue)

    for worker, seen in ((lead, 4), (triage, 4), (outsider, 0)):
        with as_worker(worker):
            assert people_policy.visible_to(worker).count() == seen
            assert Person.objects.count() == seen
            assert Referral.objects.filter(pk=referral.pk).exists() is bool(seen)


def test_the_same_key_sends_once(lead, school):
    queue = a_queue()
    a_rule(queue)
    an_agreement_between(school, queue.agency)
    draft, key = a_draft(by=lead, agency=school), uuid4()

    first = send(draft, by=lead, key=key)
    second = send(draft, by=lead, key=key)

    assert first.pk == second.pk
    with as_role("wb_bulk"):
        assert Referral.objects.count() == 1
        assert json.loads(Draft.objects.get().answers) == {}


def refusals(lead, school, stranger):
    incomplete = a_draft(by=lead, agency=school, answers={"known_as": None})
    wrong = a_draft(by=lead, agency=school, answers={"postcode": "nowhere"})
    ours = a_draft(by=lead, agency=school)
    unknown = a_draft(by=lead, agency=school, answers={"known_person": str(uuid4())})
    odd = a_draft(by=lead, agency=school, answers={"known_person": "not an id"})
    return [
        (incomplete, lead, "missing"),
        (wrong, lead, "missing"),
        (ours, stranger, "sent or discarded"),
        (unknown, lead, "can no longer be seen"),
        (odd, lead, "can no longer be seen"),
    ]


def test_refuses_what_cannot_be_sent(lead, school):
    queue = a_queue()
    a_rule(queue)
    an_agreement_between(school, queue.agency)
    stranger = worker_at(school, *REFERRING)

    for draft, who, sentence in refusals(lead, school, stranger):
        with pytest.raises(Refused, match=sentence):
            send(draft, by=who)

    with as_role("wb_bulk"):
        assert not Referral.objects.exists()
        assert not Person.objects.exists()


def test_refuses_when_nobody_could_receive_it(lead, school):
    draft = a_draft(by=lead, agency=school)

    with pytest.raises(Refused, match="No team is set up"):
        send(draft, by=lead)


def test_a_second_sending_under_another_key_is_refused(lead, school):
    queue = a_queue()
    a_rule(queue)
    an_agreement_between(school, queue.agency)
    draft = a_draft(by=lead, agency=school)
    send(draft, by=lead)

    with pytest.raises(Refused, match="sent or discarded"):
        send(draft, by=lead)


def test_the_short_route_sends_from_two_pages(lead, school):
    answers = {"contact_channels": None}

    referral = a_sent_referral(by=lead, sender=school, form="short_referral", answers=answers)

    assert referral.route == Referral.Route.SHORT
    with as_role("wb_bulk"):
        assert dict(SafeContact.objects.values_list("channel", "answer")) == {"CALL": "SAFE"}
