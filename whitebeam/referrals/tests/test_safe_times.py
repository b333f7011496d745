"""Safe days and hours: read as they are typed, kept by the gate, and told again whole."""

from datetime import UTC, datetime, time

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import REFERRING, a_sent_referral
from tests.roles import as_role
from whitebeam.partners.models import Agency
from whitebeam.people.models import SafeContact
from whitebeam.people.services.safe_contact import gate
from whitebeam.referrals.rules.safe_times import days_of, hours_of, read_time


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9:30", time(9, 30)),
        ("9.30 am", time(9, 30)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12 PM", time(12)),
        ("23:59", time(23, 59)),
        ("2", None),
        ("13pm", None),
        ("24:00", None),
        ("9:60", None),
        ("after school", None),
        ("", None),
    ],
)
def test_a_time_is_read_only_where_it_says_which(typed, read):
    assert read_time(typed) == read


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("9:30", "2:30pm", (time(9, 30), time(14, 30))),
        ("9:30", "", (time(9, 30), time(23, 59))),
        ("", "14:30", (time(0), time(14, 30))),
        ("", "", None),
        ("14:30", "9:30", None),
    ],
)
def test_one_end_alone_holds_to_the_end_of_the_day(first, last, hours):
    assert hours_of(first, last) == hours


def test_days_count_from_monday():
    assert days_of(("WEDNESDAY", "MONDAY")) == (0, 2)


TOLD = {
    "contact_days": ["MONDAY", "TUESDAY"],
    "contact_from": "9:30am",
    "contact_to": "2:30pm",
    "contact_times": "Not in the school holidays",
}


@pytest.mark.django_db
@pytest.mark.walls
@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 3, 9, 9, 30, tzinfo=UTC), True),
        (datetime(2026, 3, 9, 9, 29, tzinfo=UTC), False),
        (datetime(2026, 3, 10, 14, 29, tzinfo=UTC), True),
        (datetime(2026, 3, 10, 14, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 11, 10, 0, tzinfo=UTC), False),
    ],
    ids=["Monday", "too early", "Tuesday", "too late", "another day"],
)
def test_the_gate_holds_to_what_the_referrer_said(at, is_open):
    school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    a_sent_referral(by=worker_at(school, *REFERRING), sender=school, answers=TOLD)

    with as_role("wb_bulk"):
        said = SafeContact.objects.get(channel="CALL")

    assert gate(said, at=at).is_open is is_open
    assert "Not in the school holidays" in str(said.wording)
