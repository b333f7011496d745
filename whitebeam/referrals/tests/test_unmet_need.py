"""Unmet need: an agency's own declines by reason, area and month, and nobody else's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import a_queue, a_sent_referral, an_area
from tests.roles import as_role
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.referrals.models import Reason
from whitebeam.referrals.presenters.unmet_need import UnmetNeed, last_months
from whitebeam.referrals.queries.unmet_need import Declined, unmet_need
from whitebeam.referrals.services import deciding
from whitebeam.referrals.tests.desk import TRIAGE, a_reason, as_user, text

pytestmark = pytest.mark.django_db
PAGE = "/referrals/unmet-need/"
AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
# Half an hour into April in London, still March at Greenwich.
SUMMER_TIME = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def worker(queue):
    return worker_at(queue.agency, *TRIAGE)


@pytest.fixture
def reader(queue):
    return worker_at(queue.agency, Duty.VIEW_SERVICE_FIGURES)


@pytest.fixture
def full():
    return a_reason(Reason.Kind.DECLINE, "No room", counts_as_unmet_need=True)


def decline(queue, worker, reason, *, at=AT, area="E07000111"):
    referral = a_sent_referral(queue=queue, at=at, answers={"postcode": "ME1 1AA"})
    with as_role("wb_bulk"):
        referral.area = an_area(area)
        referral.save(update_fields=["area"])
    with as_user(worker):
        deciding.decline(
            referral_id=referral.pk, reason=reason, words="Try housing", by=worker, at=at
        )
    return referral


def seen_by(user, *, since=AT - timedelta(days=400)):
    with as_user(user):
        return unmet_need(since=since)


def test_declines_are_counted_by_month_reason_and_area(queue, worker, reader, full):
    wrong = a_reason(Reason.Kind.DECLINE, "Not abuse between partners")
    for reason, at in ((full, AT), (full, AT), (wrong, AT), (full, SUMMER_TIME)):
        decline(queue, worker, reason, at=at)

    found = {(row.month, row.reason, row.is_unmet_need): row.number for row in seen_by(reader)}

    assert found == {
        (date(2026, 3, 1), "No room", True): 2,
        (date(2026, 3, 1), "Not abuse between partners", False): 1,
        (date(2026, 4, 1), "No room", True): 1,
    }


def test_what_lies_further_back_is_not_counted(queue, worker, reader, full):
    decline(queue, worker, full)

    assert seen_by(reader, since=AT + timedelta(seconds=1)) == []


def another_agency_s(queue, worker):
    return worker_at(AgencyFactory(), Duty.VIEW_SERVICE_FIGURES)


def a_worker_without_the_duty(queue, worker):
    return worker


def one_whose_duty_has_ended(queue, worker):
    return worker_at(queue.agency, Duty.VIEW_SERVICE_FIGURES, ends_on=date(2021, 1, 1))


@pytest.mark.parametrize(
    "someone", [another_agency_s, a_worker_without_the_duty, one_whose_duty_has_ended]
)
def test_others_count_nothing(queue, worker, full, someone):
    decline(queue, worker, full)

    assert seen_by(someone(queue, worker)) == []


def test_to_a_blocked_reader_the_count_is_as_if_it_was_never_made(queue, worker, reader, full):
    referral = decline(queue, worker, full)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person_id=referral.parts.first().person_id,
            user=reader,
            reason="Cousin",
            set_by=reader,
            set_at=AT,
        )

    assert seen_by(reader) == []


def test_the_page_shows_charts_with_their_tables(client, queue, worker, reader, full):
    decline(queue, worker, full, at=timezone.now())
    client.force_login(reader)

    page = text(client.get(PAGE))

    assert "Why people could not be taken on" in page
    assert "No room" in page
    assert "Every reason for declining" in page
    assert page.count("<svg") >= 3


def test_the_page_says_when_nobody_was_declined(client, reader):
    client.force_login(reader)

    assert "Nobody was declined" in text(client.get(PAGE))


def test_the_page_asks_for_its_duty(client, worker):
    client.force_login(worker)

    assert client.get(PAGE).status_code == 403


def test_twelve_months_end_with_this_one():
    months = last_months(date(2026, 2, 28))

    assert (len(months), months[0], months[-1]) == (12, date(2025, 3, 1), date(2026, 2, 1))


def test_only_reasons_that_count_are_drawn():
    rows = [
        Declined(date(2026, 2, 1), "No room", is_unmet_need=True, area="A", number=3),
        Declined(date(2026, 2, 1), "Sent twice", is_unmet_need=False, area="B", number=9),
    ]

    page = UnmetNeed.of(rows, on=date(2026, 2, 28))

    assert page.total == 3
    assert [mark.label for mark in page.by_reason.marks] == ["No room"]
    assert [(row.reason, row.counts) for row in page.reasons] == [
        ("Sent twice", "No"),
        ("No room", "Yes"),
    ]
