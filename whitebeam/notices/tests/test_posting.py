"""A notice is posted once, says nothing, and stops where it must."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.factories import AgencyFactory, UserFactory, worker_at
from tests.referral_builders import a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.kernel.context import acting
from whitebeam.notices import posting
from whitebeam.notices.models import Notice
from whitebeam.notices.post import TryAgain, Undeliverable
from whitebeam.notices.rules.retrying import DELAYS
from whitebeam.notices.tests.notified import (
    AS_NOTICES,
    AT,
    ORIGIN,
    WatchedPost,
    as_kept,
    jobs,
    post,
    told,
)
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction

pytestmark = pytest.mark.django_db
REFUSED_ADDRESS = Undeliverable("The address was refused", address_fails=True)


def notices_of(user):
    with as_role("wb_bulk"):
        return list(Notice.objects.filter(to=user).values_list("template", "post"))


def bounce(notice):
    with as_role("wb_worker"), acting(AS_NOTICES):
        return posting.record_bounce(notice.pk, at=AT)


def test_telling_asks_the_worker_to_post_within_the_same_transaction():
    notice = told()

    assert [job["args"] for job in jobs()] == [{"notice_id": str(notice.pk)}]


def test_a_deed_that_fails_leaves_neither_notice_nor_job():
    worker = UserFactory()

    with transaction.atomic():
        told(worker)
        transaction.set_rollback(True)

    assert (jobs(), notices_of(worker)) == ([], [])


def test_a_notice_is_posted_once_however_often_the_task_runs():
    notice, by = told(), WatchedPost()

    for _ in range(2):
        post(notice, by=by)

    [message] = by.sent
    assert message["address"] == notice.to.email
    assert f"{ORIGIN}/notices/{notice.pk}/" in message["body"]
    kept = as_kept(notice)
    assert (kept.post, kept.posted_at, kept.provider_reference) == ("SENT", AT, "carrier-1")


def test_the_message_cites_the_reference_and_no_name():
    referral = a_sent_referral()
    with as_role("wb_bulk"):
        notice = Notice.objects.filter(template="referral_arrived").first()
    notice = notice or told(referral.submitted_by, about=referral)
    by = WatchedPost()

    post(notice, by=by)

    [message] = by.sent
    said = message["subject"] + message["body"]
    assert referral.reference in said
    assert not [name for name in ("Wren", "Robin", "Rook", "Invented", "referral") if name in said]


def test_a_post_that_is_away_is_tried_again_with_growing_delay_and_then_given_up():
    notice, by = told(), WatchedPost(fails_with=TryAgain("away"))
    at, waits = AT, []

    while again_at := post(notice, by=by, at=at):
        waits.append(again_at - at)
        at = again_at

    kept = as_kept(notice)
    assert tuple(waits) == DELAYS
    assert (kept.post, kept.next_try_at) == ("STOPPED", None)
    assert kept.why_stopped == posting.TRIES_USED_UP


def test_a_try_that_works_at_last_ends_the_waiting():
    notice = told()
    post(notice, by=WatchedPost(fails_with=TryAgain("away")))

    post(notice, by=WatchedPost(), at=AT + timedelta(minutes=2))

    kept = as_kept(notice)
    assert (kept.post, kept.tries, kept.next_try_at) == ("SENT", 2, None)


def test_a_refused_address_becomes_a_task_for_the_worker_and_her_lead():
    agency = AgencyFactory()
    worker = worker_at(agency, Duty.TRIAGE_REFERRALS)
    lead = worker_at(agency, Duty.MANAGE_AGENCY)

    for _ in range(2):
        post(told(worker), by=WatchedPost(fails_with=REFUSED_ADDRESS))

    assert ("address_fails", "NOT_WANTED") in notices_of(worker)
    assert notices_of(lead) == [("colleague_address_fails", "NOT_WANTED")]
    assert [t for t, _ in notices_of(worker)].count("address_fails") == 1


def test_a_message_refused_for_another_reason_blames_no_address():
    worker = UserFactory()

    post(told(worker), by=WatchedPost(fails_with=Undeliverable("Refused")))

    assert notices_of(worker) == [("referral_arrived", "STOPPED")]


def test_a_bounce_is_noted_once_and_becomes_a_task():
    worker = UserFactory()
    notice = told(worker)
    post(notice, by=WatchedPost())

    assert [bounce(notice), bounce(notice)] == [True, False]
    assert sorted(notices_of(worker)) == [
        ("address_fails", "NOT_WANTED"),
        ("referral_arrived", "BOUNCED"),
    ]


def test_a_bounce_of_what_was_never_sent_is_ignored():
    assert bounce(told()) is False


def test_a_message_given_up_by_the_carrier_is_tried_again():
    notice = told()
    post(notice, by=WatchedPost())

    with as_role("wb_worker"), acting(AS_NOTICES):
        again_at = posting.record_late_failure(notice.pk, at=AT)

    assert again_at == AT + DELAYS[1]
    assert as_kept(notice).post == "FAILED"


def test_nothing_is_posted_about_a_record_kept_from_the_reader():
    queue = a_queue()
    worker = worker_at(queue.agency, Duty.TRIAGE_REFERRALS)
    referral = a_sent_referral(queue=queue)
    with as_role("wb_bulk"):
        notice = Notice.objects.get(to=worker)
        part = referral.parts.first()
        Restriction.objects.create(
            person_id=part.person_id, user=worker, reason="Cousin", set_by=worker, set_at=AT
        )
    by = WatchedPost()

    post(notice, by=by)

    assert by.sent == []
    assert as_kept(notice).post == "STOPPED"
    assert notices_of(worker) == [("referral_arrived", "STOPPED")]


def test_nothing_is_posted_to_an_account_that_has_ended():
    worker = UserFactory(is_active=False)
    with as_role("wb_bulk"):
        notice = Notice.objects.create(
            to=worker, template="x", about_label="y", about_id=worker.pk, made_at=AT
        )

    post(notice, by=(by := WatchedPost()))

    assert by.sent == []
    assert as_kept(notice).why_stopped == posting.NO_ACCOUNT
