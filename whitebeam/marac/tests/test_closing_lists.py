"""Whoever refers reads when the next lists close and whether they have room, and no number."""

from datetime import date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import a_case, a_listing, a_marac, a_meeting, acting_as
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import CaseBlock, Meeting
from whitebeam.marac.presenters.closing_lists import LATE
from whitebeam.marac.queries import closing_lists
from whitebeam.partners.models import Duty, LocalSetting

pytestmark = pytest.mark.django_db

NOW = datetime(2099, 2, 1, 12, tzinfo=LONDON)


def a_meeting_to_come(marac, **given):
    usual = {
        "starts_at": datetime(2099, 3, 2, 9, tzinfo=LONDON),
        "cut_off_at": datetime(2099, 2, 18, 17, tzinfo=LONDON),
        "research_due_at": datetime(2099, 2, 26, 17, tzinfo=LONDON),
    }
    return a_meeting(marac, **usual | given)


@pytest.fixture
def marac():
    return a_marac()


def fit(user, marac):
    with acting_as(user):
        found = closing_lists.next_of_panel(user, marac.panel, at=NOW)
    return [one.fit for one in found]


@pytest.mark.parametrize(("taken", "left"), [(160, 2), (161, 1), (170, 1), (171, 0), (190, 0)])
def test_room_is_told_in_cases_of_the_usual_length(marac, taken, left):
    a_listing(a_meeting_to_come(marac), a_case(marac), minutes=taken)

    assert fit(marac.referrer, marac) == [left]


def test_the_length_of_a_case_is_that_of_the_lists_own_area(marac):
    a_listing(a_meeting_to_come(marac), a_case(marac), minutes=160)
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key="marac.case_minutes", value=15, area=marac.panel.area,
            starts_on=date(2020, 1, 1), source="Invented",
        )  # fmt: skip

    assert fit(marac.referrer, marac) == [1]


def test_nobody_says_how_long_a_case_is(marac):
    meeting = a_meeting_to_come(marac)
    refused = pytest.raises(ProgrammingError, match="does not exist")
    with acting_as(marac.referrer), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_cases_that_fit(%s::uuid[], 200)", [[meeting.pk]])


def test_a_case_that_is_kept_from_her_takes_no_room(marac):
    case = a_case(marac)
    a_listing(a_meeting_to_come(marac), case, minutes=175)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.referrer, reason="Kin", set_by=marac.chair, set_at=NOW
        )

    assert fit(marac.referrer, marac) == [2]
    assert fit(marac.coordinator, marac) == [0]


def test_a_cancelled_meeting_is_no_next_one_and_outsiders_are_told_nothing(marac):
    a_meeting_to_come(marac, state=Meeting.State.CANCELLED)
    assert fit(marac.referrer, marac) == []

    a_meeting_to_come(marac)
    stranger = worker_at(marac.outside, Duty.VIEW_PEOPLE)
    assert fit(stranger, marac) == []


def page(client, user, where):
    client.force_login(user)
    return client.get(where).content.decode()


def test_it_stands_where_a_referral_begins(client, marac):
    a_meeting_to_come(marac)

    shown = page(client, marac.referrer, reverse("marac:refer"))

    for words in (
        "When the next lists close",
        marac.panel.name,
        "18 February 2099",
        "Is there room?",
        LATE,
    ):
        assert words in shown


@pytest.mark.parametrize(("state", "is_shown"), [("ACCEPTED", True), ("HEARD", False)])
def test_it_stands_on_a_case_until_it_is_listed(client, marac, state, is_shown):
    a_meeting_to_come(marac)
    case = a_case(marac, state=state)

    shown = page(client, marac.referrer, reverse("marac:status", args=[case.pk]))

    assert ("When the next lists close" in shown) is is_shown
