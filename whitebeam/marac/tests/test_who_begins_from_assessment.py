"""Who may begin a referral to MARAC from an assessment: every duty, every relation to it."""

import pytest
from django.urls import reverse

from tests.factories import SharingAgreementFactory, UserFactory, worker_at
from tests.marac_builders import NOON, acting_as
from tests.referral_builders import a_queue, a_sent_referral
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.marac.tests.assessing_desk import AssessingDesk
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.referrals.models import Draft
from whitebeam.referrals.rules.sources import source_of
from whitebeam.referrals.services.drafting import answers_in
from whitebeam.risk.models import Assessment, Shared

pytestmark = pytest.mark.django_db
FOUND, MISSING, CLOSED = 200, 404, 403


@pytest.fixture
def desk():
    return AssessingDesk()


def share(desk, signed):
    """Share the assessment with housing, which the school has an agreement with."""
    agreement = SharingAgreementFactory(between=[desk.agency, desk.marac.housing])
    with as_role("wb_bulk"):
        Shared.objects.create(
            assessment=signed, agency=desk.marac.housing, shared_by_agency=desk.agency,
            agreement=agreement, why="A meeting", by=UserFactory(), at=NOON,
        )  # fmt: skip


def block(desk, user):
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=desk.rook, reason="Kin", set_by=UserFactory(), set_at=NOON, user=user
        )


def begins(client, user, signed):
    client.force_login(user)
    return client.get(reverse("marac:refer"), {"assessment": str(signed.pk)}).status_code


def test_every_duty_at_the_assessing_agency(client, desk):
    signed = desk.high()

    found = {
        duty: begins(client, worker_at(desk.agency, duty, Duty.VIEW_PEOPLE), signed)
        for duty in Duty
    }

    assert {duty for duty, status in found.items() if status == FOUND} == {Duty.REFER_TO_MARAC}
    assert set(found.values()) <= {FOUND, CLOSED, 302}


def test_every_relation_of_a_referrer(client, desk):
    signed = desk.high()
    refers = (Duty.REFER_TO_MARAC, Duty.VIEW_PEOPLE)
    own, blocked = (worker_at(desk.agency, *refers) for _ in range(2))
    other, receiver = (worker_at(a, *refers) for a in (desk.marac.police, desk.marac.housing))
    block(desk, blocked)
    assert begins(client, receiver, signed) == MISSING
    share(desk, signed)

    found = [begins(client, user, signed) for user in (own, blocked, other, receiver)]

    assert found == [FOUND, MISSING, MISSING, FOUND]


@pytest.mark.parametrize("state", ["superseded", "draft"])
def test_an_assessment_that_does_not_stand_is_not_found(client, desk, state):
    signed = desk.high()
    if state == "superseded":
        desk.high()
    else:
        signed = desk.started()

    assert begins(client, desk.worker, signed) == MISSING


def test_a_receiver_who_sees_nobody_of_it_refers_with_what_she_types(desk):
    signed = desk.high()
    share(desk, signed)
    receiver = worker_at(desk.marac.housing, Duty.REFER_TO_MARAC, Duty.VIEW_PEOPLE)
    desk.agency, desk.worker = desk.marac.housing, receiver
    draft = desk.begin(signed)
    assert "harmer" not in {one.code for one in desk.known(draft).facts}
    desk.confirm(draft)
    desk.type(draft, known_as="Wren Example", harm_persons=[{"harm_relationship": "EX_PARTNER"}])

    case = desk.send(draft)

    assert case.assessment_id == signed.pk


def test_from_a_support_case_its_people_stay_themselves_and_its_assessment_is_offered(desk):
    marac = desk.marac
    worker = worker_at(
        marac.service, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.ASSESS_RISK,
        Duty.REFER_TO_MARAC, Duty.TRIAGE_REFERRALS,
    )  # fmt: skip
    held = a_sent_referral(queue=a_queue(marac.service))
    with as_role("wb_bulk"):
        parts = {part.kind: part.person for part in held.parts.select_related("person")}
    signed = an_assessment(
        parts["VICTIM"], perpetrator=parts["PERPETRATOR"], by=worker, agency=marac.service
    )
    desk.agency = marac.service

    draft = desk.begin(support_case=held, by=worker)

    with as_role("wb_bulk"):
        answers = answers_in(Draft.objects.get(pk=draft.pk))
    [harmer] = answers["harm_persons"]
    assert answers["known_person"] == str(parts["VICTIM"].pk)
    assert harmer["known_person"] == str(parts["PERPETRATOR"].pk)
    assert source_of("harm_persons", answers).startswith(f"From: Referral {held.reference}")
    assert desk.known(draft, by=worker).assessment.pk == signed.pk
    with acting_as(worker):
        assert Assessment.objects.filter(pk=signed.pk).exists()
