"""The queue, a worker's own cases and what was sent: order, paging, words, cost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import worker_at
from tests.referral_builders import NOON, a_queue, a_sent_referral
from whitebeam.govuk.moments import Clock, moment
from whitebeam.referrals.queries import waiting
from whitebeam.referrals.services import claiming, deciding
from whitebeam.referrals.tests.desk import TRIAGE, as_user, queries_of, stay_of, text

pytestmark = pytest.mark.django_db
QUEUE, MINE, SENT = "/referrals/queue/", "/referrals/mine/", "/referrals/sent/"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def worker(queue, client):
    user = worker_at(queue.agency, *TRIAGE)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("due_at", "words", "state"),
    [
        (NOW + timedelta(hours=2), "Due today 14:00", "due"),
        (NOW + timedelta(minutes=119), "Due today 13:59", "soon"),
        (NOW, "Due today 12:00", "soon"),
        (NOW - timedelta(seconds=1), "Late: was due today 11:59", "late"),
        (NOW - timedelta(days=1), "Late: was due yesterday 12:00", "late"),
        (NOW + timedelta(days=1), "Due tomorrow 12:00", "due"),
        (NOW + timedelta(days=5), "Due Mon 9 March 12:00", "due"),
        (None, "", "done"),
    ],
)
def test_a_clock_says_when_and_how_near(due_at, words, state):
    clock = Clock.of(due_at, now=NOW)

    assert (clock.text, clock.state) == (words, state)


def test_a_moment_is_told_in_london_s_time():
    summer = datetime(2025, 7, 1, 9, tzinfo=UTC)

    assert moment(summer, now=NOW) == "Tue 1 July 2025 10:00"


def sent_with(queue, *, at=NOON, **answers):
    if answers.get("risk") == "HIGH":
        answers["risk_reason"] = "It is getting worse"
    return a_sent_referral(queue=queue, answers=answers, at=at)


def test_the_queue_is_in_order_of_risk_then_clock(client, worker, queue):
    standard = sent_with(queue, risk="STANDARD")
    medium = sent_with(queue, risk="MEDIUM", at=NOON + timedelta(hours=1))
    earlier = sent_with(queue, risk="MEDIUM")
    high = sent_with(queue, risk="HIGH", at=NOON + timedelta(hours=2))
    unsafe = sent_with(queue, risk="STANDARD", home_safe="NO", at=NOON + timedelta(hours=3))

    page = text(client.get(QUEUE))

    places = [page.index(each.reference) for each in (unsafe, high, earlier, medium, standard)]
    assert places == sorted(places)
    assert "Not safe now" in page
    assert "High risk" in page


def test_the_queue_says_what_is_late_and_who_holds(client, worker, queue):
    late, fresh = sent_with(queue), sent_with(queue, at=timezone.now())
    colleague = worker_at(queue.agency, *TRIAGE)
    with as_user(colleague):
        claiming.claim(referral_id=late.pk, by=colleague, at=timezone.now())
    with as_user(worker):
        claiming.claim(referral_id=fresh.pk, by=worker, at=timezone.now())

    page = text(client.get(QUEUE))

    assert "<strong>1</strong> is past the time promised" in page
    assert "Late: was due" in page
    assert f"{colleague.name} holds this" in page
    assert "You hold this until" in page


def test_an_empty_list_says_so(client, worker):
    assert "Nothing is waiting" in text(client.get(QUEUE))
    assert "No cases yet" in text(client.get(MINE))
    assert "Nothing sent yet" in text(client.get(SENT))


def test_the_queue_pages_by_key_and_shows_each_once(worker, queue, monkeypatch):
    monkeypatch.setattr(waiting, "PAGE", 2)
    referrals = [sent_with(queue, risk=risk) for risk in ("HIGH", "MEDIUM", "STANDARD")]
    referrals += [sent_with(queue, risk="MEDIUM") for _ in range(2)]
    shown, after = [], ""

    with as_user(worker):
        while page := waiting.queue(worker, after=after):
            shown += [entry.referral_id for entry in page.rows]
            if not (after := page.after):
                break

    assert sorted(shown) == sorted(each.pk for each in referrals)
    assert shown[0] == referrals[0].pk
    assert shown[-1] == referrals[2].pk


@pytest.mark.parametrize("address", [QUEUE, MINE, SENT])
@pytest.mark.parametrize(
    "after",
    [
        "x",
        "1~2",
        "1~2026-03-04T12:00:00~not-an-id",
        "x~2026-03-04T12:00:00+00:00~5f2b9c1e-0000-4000-8000-000000000000",
        "1~2026-03-04T12:00:00~5f2b9c1e-0000-4000-8000-000000000000",
        "2026-03-04T12:00:00~5f2b9c1e-0000-4000-8000-000000000000",
    ],
)
def test_a_key_that_is_none_begins_the_list_anew(client, worker, address, after):
    assert client.get(address, {"after": after}).status_code == 200


def more(first, worker, *, number):
    """Send this many more of the same sender; half of them are accepted by the worker."""
    for place in range(number):
        referral = a_sent_referral(
            queue=stay_of(first).queue, by=first.submitted_by, sender=first.sent_by
        )
        if place % 2:
            with as_user(worker):
                deciding.accept(referral_id=referral.pk, worker=worker, by=worker, at=NOON)


def test_a_longer_list_costs_no_more_queries(client, worker, queue):
    first = sent_with(queue)
    readers = {QUEUE: worker, MINE: worker, SENT: first.submitted_by}
    costs = []

    for number in (5, 15):
        more(first, worker, number=number)
        for address, reader in readers.items():
            client.force_login(reader)
            costs.append(queries_of(client, address))

    assert costs[:3] == costs[3:]
    assert max(costs) < 30
