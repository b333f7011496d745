"""Whoever is tried finds something believable to do today."""

import json
from datetime import timedelta

import pytest

from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.demonstration.load import load
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.people.models import Involvement, MatchRequest, Restriction, WarningNote
from whitebeam.referrals.models import AdviceContact, Claim, Draft, Escalation, QueueEntry, Referral

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shown():
    make_partnership()
    with as_role("wb_bulk"):
        load(at=NOW, people=1, seed=3, say=lambda _line: None)
        yield


def tried(role):
    """Return who can be tried in a role at the provider."""
    return User.objects.get(
        is_demonstration=True, memberships__role__code=role, memberships__agency__code="provider"
    )


def test_six_wait_for_triage_one_urgent_one_late_one_held_by_a_colleague():
    waiting = QueueEntry.objects.filter(left_at=None, queue__code="all").order_by("rank", "due_at")

    assert waiting.count() == 6
    assert waiting.first().rank == 0
    assert waiting.filter(due_at__lt=NOW).count() == 1
    assert Escalation.objects.filter(entry__in=waiting.filter(due_at__lt=NOW)).exists()
    held = Claim.objects.get(ended_at=None)
    assert held.by != tried("triage-worker")


def test_one_that_no_rule_placed_waits_with_the_partnership():
    assert QueueEntry.objects.filter(left_at=None, queue__code="unplaced").count() == 1


def test_three_were_newly_given_to_the_adviser():
    given = Referral.objects.filter(accepted_by=tried("idva"), state="ACCEPTED")

    assert given.count() == 3
    assert all(one.accepted_at > NOW - timedelta(days=1) for one in given)


def test_the_school_sees_what_came_of_its_referrals():
    returned = Referral.objects.get(state="RETURNED")
    sent = Referral.objects.filter(submitted_by=returned.submitted_by)

    assert returned.submitted_by.is_demonstration
    assert set(sent.values_list("state", flat=True)) == {
        "IN_TRIAGE",
        "RETURNED",
        "ACCEPTED",
        "DECLINED",
        "RECALLED",
    }


def test_the_school_has_a_referral_half_written():
    draft = Draft.objects.select_related("writer").get()
    sent = Referral.objects.filter(submitted_by=draft.writer).first()

    assert draft.writer.is_demonstration
    assert draft.pages_seen
    assert 0 < len(json.loads(draft.answers)) < len(json.loads(sent.answers))


def test_advice_was_given_this_week():
    assert AdviceContact.objects.filter(by=tried("triage-worker")).count() == 3


def test_a_warning_is_about_to_be_looked_at_again():
    assert WarningNote.objects.get().review_on < NOW.date() + timedelta(days=7)


def test_the_coordinator_has_questions_to_answer():
    assert MatchRequest.objects.filter(outcome="OPEN").count() == 2


def test_the_guardian_keeps_a_block_and_nobody_to_try_is_blocked():
    blocks = Restriction.objects.select_related("user")

    assert {block.set_by for block in blocks} == {tried("guardian")}
    assert not any(block.user.is_demonstration for block in blocks)


def test_everyone_in_a_referral_is_known_to_sender_and_holder():
    for referral in Referral.objects.exclude(state__in=["DECLINED", "RECALLED"]):
        agencies = {referral.sent_by_id, referral.held_by_id}
        for part in referral.parts.all():
            known = Involvement.objects.filter(person=part.person, ended_at=None)
            assert agencies <= set(known.values_list("agency", flat=True))
