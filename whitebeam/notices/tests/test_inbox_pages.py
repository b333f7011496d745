"""The inbox: a worker's own notices, newest first, each leading to the page of its subject."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import UserFactory, worker_at
from tests.referral_builders import a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.notices import queries
from whitebeam.notices.models import Notice
from whitebeam.notices.tests.notified import AT, as_kept, as_user, told
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction

pytestmark = pytest.mark.django_db
INBOX = "/notices/"


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def worker(queue):
    return worker_at(queue.agency, Duty.TRIAGE_REFERRALS, Duty.VIEW_PEOPLE)


def the_only_notice_of(user):
    with as_role("wb_bulk"):
        return Notice.objects.get(to=user)


def test_the_inbox_asks_for_sign_in(client):
    assert client.get(INBOX).status_code == 302


def test_a_worker_reads_what_came_and_opens_it(client, queue, worker):
    referral = a_sent_referral(queue=queue)
    notice = the_only_notice_of(worker)
    client.force_login(worker)

    page = client.get(INBOX).content.decode()
    opened = client.get(f"{INBOX}{notice.pk}/")

    assert "A referral came to your queue" in page
    assert referral.reference in page
    assert "Wren" not in page
    assert opened.headers["Location"] == reverse("referrals:triage", args=[referral.pk])
    assert as_kept(notice).read_at


def test_who_opens_no_records_is_sent_to_those_who_do(client, queue, worker):
    lead = worker_at(queue.agency, Duty.MANAGE_AGENCY)
    a_sent_referral(queue=queue)
    with as_role("wb_bulk"):
        Notice.objects.update(to=lead, template="referral_late")
        notice = Notice.objects.filter(to=lead).first()
    client.force_login(lead)

    opened = client.get(f"{INBOX}{notice.pk}/", follow=True)

    assert opened.redirect_chain == [(INBOX, 302)]
    assert "Ask your triage team" in opened.content.decode()


@pytest.mark.parametrize(
    ("template", "page"),
    [("action_closed", "actions:one"), ("return_due", "indicators:return")],
)
def test_who_opens_no_records_is_led_to_what_is_no_record(client, queue, worker, template, page):
    officer = worker_at(queue.agency, Duty.KEEP_PLAN)
    a_sent_referral(queue=queue)
    with as_role("wb_bulk"):
        Notice.objects.update(to=officer, template=template)
        notice = Notice.objects.filter(to=officer).first()
    client.force_login(officer)

    opened = client.get(f"{INBOX}{notice.pk}/")

    assert opened.headers["Location"] == reverse(page, args=[notice.about_id])


def test_a_notice_without_a_page_leads_back_to_the_inbox(client, worker):
    notice = told(worker, template="referral_recalled")
    client.force_login(worker)

    assert client.get(f"{INBOX}{notice.pk}/").headers["Location"] == INBOX


def test_an_unknown_kind_of_notice_still_says_that_something_waits(client, worker):
    told(worker, template="of-a-later-version")
    client.force_login(worker)

    assert "Something is waiting for you" in client.get(INBOX).content.decode()


def test_another_workers_notice_is_not_found(client, worker):
    notice = told(UserFactory())
    client.force_login(worker)

    assert client.get(f"{INBOX}{notice.pk}/").status_code == 404
    assert as_kept(notice).read_at is None


def test_all_are_marked_as_read_at_once(client, worker):
    told(worker)
    theirs = told(UserFactory())
    client.force_login(worker)

    page = client.post(f"{INBOX}read/", follow=True).content.decode()

    assert "Every notice is marked as read" in page
    with as_user(worker):
        assert queries.unread(worker) == 0
    assert as_kept(theirs).read_at is None


def test_the_menu_counts_what_is_unread(client, worker):
    told(worker)
    client.force_login(worker)

    assert "Notices (1)" in client.get(INBOX).content.decode()


def test_pages_follow_by_key_and_a_bad_key_starts_anew(worker):
    for minute in range(queries.PAGE + 1):
        told(worker, at=AT + timedelta(minutes=minute // 2))

    with as_user(worker):
        first = queries.inbox(worker)
        second = queries.inbox(worker, after=first.after)
        anew = queries.inbox(worker, after="nonsense~0")

    shown = [notice.pk for notice in (*first.rows, *second.rows)]
    assert (len(shown), len(set(shown)), second.after) == (queries.PAGE + 1, queries.PAGE + 1, "")
    assert first.rows[0].made_at > first.rows[-1].made_at
    assert anew.rows == first.rows


def test_a_blocked_worker_has_no_notice_of_it_anywhere(client, queue, worker):
    referral = a_sent_referral(queue=queue)
    notice = the_only_notice_of(worker)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person_id=referral.parts.first().person_id,
            user=worker,
            reason="Cousin",
            set_by=worker,
            set_at=AT,
        )
    client.force_login(worker)

    page = client.get(INBOX).content.decode()

    assert "No notices yet" in page
    assert "Notices (" not in page
    assert client.get(f"{INBOX}{notice.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow(client, worker):
    client.force_login(worker)
    client.get(INBOX)
    counts = []
    for _ in range(2):
        for _ in range(5):
            told(worker)
        with CaptureQueriesContext(connection) as asked:
            client.get(INBOX)
        counts.append(len(asked))

    assert counts[0] == counts[1]
