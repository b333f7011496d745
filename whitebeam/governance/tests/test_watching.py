"""Those who keep groups are told of vacant seats and late terms; what is not known stands first."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.group_builders import DAY, NOON, a_group, a_keeper_of_groups, a_member, a_seat
from tests.roles import as_role
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def keeper():
    return a_keeper_of_groups()


def run(at=MONDAY, **options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("watch_groups", at=at, stdout=said, **options)
    return said.getvalue().strip()


def notices():
    with as_role("wb_bulk"):
        return sorted(Notice.objects.values_list("to", "template"))


def page_of(client, user, path):
    client.force_login(user)
    return " ".join(client.get(path).content.decode().split())


def test_a_keeper_of_groups_is_told_once_on_monday_that_a_seat_is_vacant(keeper):
    a_seat(a_group())
    worker_at(AgencyFactory(), Duty.SIT_IN_GROUPS)

    assert run() == "1 seats vacant, 0 terms late, 1 told"
    assert run().endswith("0 told")
    assert notices() == [(keeper.pk, "seats_vacant")]

    assert run(at=MONDAY + timedelta(days=7)).endswith("1 told")


@pytest.mark.usefixtures("keeper")
def test_a_seat_that_is_held_on_the_day_is_not_vacant():
    last = MONDAY.date()
    a_member(a_group(), ends_on=last)

    assert run().startswith("0 seats")
    assert run(at=MONDAY + timedelta(days=1)).startswith("1 seats")


def test_terms_are_late_the_day_after_their_review(keeper):
    a_group(review_on=MONDAY.date())

    assert "0 terms late" in run()
    assert "1 terms late, 1 told" in run(at=MONDAY + timedelta(days=1))
    assert notices() == [(keeper.pk, "terms_late")]


@pytest.mark.usefixtures("keeper")
def test_a_dry_run_counts_and_tells_nobody():
    a_seat(a_group())

    assert run(dry_run=True) == "1 seats vacant, 0 terms late, 0 told"
    assert notices() == []


def test_what_is_not_known_of_a_group_stands_before_its_gaps(client, keeper):
    a_group("Recovery Group")
    known = a_group("Board", chair_role="A chair", review_on=date(2027, 1, 1))
    a_seat(known)

    page = page_of(client, keeper, "/groups/gaps/")

    assert page.index("Not known of 2 groups") < page.index("Seats by sector")
    assert page.index("Seats by sector") < page.index(">Recovery Group</a>")
    assert ">Board</a>" not in page


def test_the_register_says_first_of_how_many_groups_the_chair_is_not_known(client, keeper):
    a_group("Recovery Group", review_on=DAY)
    a_group("Board", chair_role="A chair")

    page = page_of(client, keeper, "/groups/")

    said = "Not known of 2 groups: who chairs 1 of them, and when the terms of 1 are looked at"
    assert page.index(said) < page.index("Drawn from what")


def test_the_home_of_whoever_keeps_groups_counts_what_is_missing(client, keeper):
    member = a_member(a_group(review_on=DAY - timedelta(days=1)))
    a_seat(a_group())

    page = page_of(client, keeper, "/")

    assert "1 seat is vacant" in page
    assert "1 group has terms past review" in page
    assert "is vacant" not in page_of(client, member, "/")
