"""A guardian sets a conflict block alone; to lift it takes two, of different agencies."""

import pytest
from django.urls import reverse

from tests.factories import TeamFactory, worker_at
from tests.people_builders import with_second_factor
from tests.referral_builders import NOON, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.people.services.restricting import Whom
from whitebeam.referrals import policy
from whitebeam.referrals.models import CaseBlock, Part
from whitebeam.referrals.services import blocking

pytestmark = pytest.mark.django_db
WHY = "He is her brother"
NAMES = ("Wren", "Robin", "Merle", "Rook")


@pytest.fixture
def referral():
    return a_sent_referral(queue=a_queue())


@pytest.fixture
def guardian(referral):
    return worker_at(referral.sent_by, Duty.GUARD_RECORDS)


@pytest.fixture
def other_guardian(referral):
    return worker_at(referral.held_by, Duty.GUARD_RECORDS)


@pytest.fixture
def worker(referral):
    return worker_at(referral.held_by, Duty.TRIAGE_REFERRALS, Duty.VIEW_PEOPLE)


def guarding(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPERVISION))


def sees(user, referral):
    with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
        return policy.visible_to(user).filter(pk=referral.pk).exists()


def blocked(referral, *, by, **whom):
    with guarding(by):
        return blocking.block_case(
            referral_id=referral.pk, whom=Whom(**whom), reason=WHY, by=by, at=NOON
        )


def post(client, referral, **data):
    return client.post(reverse("guardian:block", args=[referral.pk]), {"reason": WHY, **data})


def test_a_block_by_reference_hides_the_referral_and_everyone_in_it(
    client, guardian, worker, referral
):
    with_second_factor(client, guardian)

    found = client.post(reverse("guardian:find"), {"reference": referral.reference.lower()})
    done = client.post(
        found.url, {"scope": "CASE", "against": "user", "email": worker.email, "reason": WHY}
    )

    assert done.url == reverse("guardian:blocks")
    assert not sees(worker, referral)
    with as_role("wb_backup"):
        people = set(Part.objects.filter(referral=referral).values_list("person", flat=True))
        assert set(Restriction.objects.values_list("person", flat=True)) == people


def test_a_block_on_one_person_of_it_against_a_team(client, guardian, worker, referral):
    team = TeamFactory(agency=referral.held_by)
    colleague = worker_at(referral.held_by, Duty.TRIAGE_REFERRALS, team=team)
    with_second_factor(client, guardian)
    with as_role("wb_backup"):
        part = Part.objects.get(referral=referral, kind="VICTIM")

    done = post(client, referral, scope=part.pk, against="team", team=team.pk)

    assert done.status_code == 302
    assert (sees(colleague, referral), sees(worker, referral)) == (False, True)


def test_the_pages_speak_of_parts_and_never_of_names(client, guardian, worker, referral):
    blocked(referral, by=guardian, user=worker)
    with_second_factor(client, guardian)

    pages = [
        client.get(reverse("guardian:home")),
        client.get(reverse("guardian:blocks")),
        client.get(reverse("guardian:block", args=[referral.pk])),
    ]
    text = "".join(page.content.decode() for page in pages)

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert referral.reference in text
    assert "Child 2" in text
    assert not [name for name in NAMES if name in text]


def test_only_who_set_it_reads_the_reason(client, guardian, other_guardian, worker, referral):
    blocked(referral, by=guardian, user=worker)

    def reads(user):
        with_second_factor(client, user)
        return WHY in client.get(reverse("guardian:blocks")).content.decode()

    assert (reads(guardian), reads(other_guardian)) == (True, False)


def test_a_guardian_who_is_blocked_sees_nothing_of_it(client, guardian, other_guardian, referral):
    blocked(referral, by=guardian, user=other_guardian)
    with_second_factor(client, other_guardian)

    shown = client.get(reverse("guardian:blocks")).content.decode()
    found = client.post(reverse("guardian:find"), {"reference": referral.reference})
    page = client.get(reverse("guardian:block", args=[referral.pk]))

    assert referral.reference not in shown
    assert (found.status_code, page.status_code) == (422, 404)


def test_a_guardian_may_keep_herself_out(guardian, referral):
    blocked(referral, by=guardian, user=guardian)

    with guarding(guardian):
        assert not policy.guarded_by(guardian).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "CASE", "against": "user", "email": "nobody@agency.example"},
        {"scope": "CASE", "against": "team"},
        {"scope": "CASE", "against": "agency"},
        {"against": "user", "email": "x"},
        {"scope": "CASE", "against": "user", "reason": ""},
    ],
)
def test_what_is_missing_is_asked_for_again(client, guardian, referral, wrong):
    with_second_factor(client, guardian)

    assert post(client, referral, **wrong).status_code == 422
    with as_role("wb_backup"):
        assert not CaseBlock.objects.exists()


def test_two_guardians_of_different_agencies_lift_it(
    client, guardian, other_guardian, worker, referral
):
    block = blocked(referral, by=guardian, user=worker)
    with_second_factor(client, guardian)
    client.post(reverse("guardian:ask_to_lift_case", args=[block.pk]))
    with_second_factor(client, other_guardian)
    waiting = client.get(reverse("guardian:home")).content.decode()
    client.post(reverse("guardian:agree_to_lift_case", args=[block.pk]))

    assert "Agree to lift it" in waiting
    assert sees(worker, referral)
    with as_role("wb_backup"):
        assert not Restriction.objects.filter(lifted_at=None).exists()


def the_same_guardian(referral, guardian):
    return guardian


def a_guardian_of_the_same_agency(referral, guardian):
    return worker_at(referral.sent_by, Duty.GUARD_RECORDS)


def a_worker_who_is_no_guardian(referral, guardian):
    return worker_at(referral.held_by, Duty.TRIAGE_REFERRALS)


@pytest.mark.parametrize(
    "someone", [the_same_guardian, a_guardian_of_the_same_agency, a_worker_who_is_no_guardian]
)
def test_refuses_anyone_else_to_agree(guardian, worker, referral, someone):
    block, second = blocked(referral, by=guardian, user=worker), someone(referral, guardian)
    with guarding(guardian):
        blocking.ask_to_unblock(block_id=block.pk, by=guardian)

    with guarding(second), pytest.raises(Refused):
        blocking.agree_to_unblock(block_id=block.pk, by=second)

    assert not sees(worker, referral)
