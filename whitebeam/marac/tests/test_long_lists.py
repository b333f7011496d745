"""Lists of today find the past where it is asked for, and do not read it where it is not."""

from datetime import timedelta

import pytest

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.roles import as_role
from whitebeam.marac.models import EarlySettlement
from whitebeam.marac.queries import lists, settling, voice

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)


@pytest.fixture
def marac():
    return a_marac()


def followed(marac, after=""):
    with acting_as(marac.referrer):
        page = lists.followed(marac.referrer, at=NOON, after=after)
        return [case.pk for case in page.rows], page.after


def test_what_was_referred_years_ago_follows_what_was_referred_this_year(marac):
    old = a_case(marac, asked=False, referred_at=NOON - 3 * YEAR)
    new = a_case(marac, asked=False)

    assert followed(marac) == ([new.pk, old.pk], "")


def test_a_page_full_of_this_year_leads_on_to_the_years_before(marac):
    old = a_case(marac, asked=False, referred_at=NOON - 3 * YEAR)
    hours = [timedelta(hours=number) for number in range(lists.PAGE + 1)]
    new = [a_case(marac, asked=False, referred_at=NOON - gone).pk for gone in hours]

    first, after = followed(marac)
    second, last = followed(marac, after)

    assert (first, second, last) == (new[: lists.PAGE], [new[-1], old.pk], "")


def test_an_adviser_is_shown_no_case_that_has_ended(marac):
    a_case(marac, asked=False, state="CLOSED", closed_at=NOON)
    case = a_case(marac, asked=False, state="ACCEPTED")

    with acting_as(marac.idva):
        assert list(voice.advocated(marac.idva).rows) == [case]


def test_what_is_settled_is_counted_by_the_day_on_which_it_was_decided(marac):
    case = a_case(marac, asked=False, state="CLOSED", closed_at=NOON, heard_at=NOON)
    with as_role("wb_bulk"):
        EarlySettlement.objects.create(
            case=case,
            reason="Done",
            proposed_by=marac.rep,
            proposed_for=marac.police,
            proposed_at=NOON - 2 * YEAR,
            seconded_by=marac.housing_rep,
            seconded_for=marac.housing,
            seconded_at=NOON - 2 * YEAR,
            idva=marac.idva,
            idva_agreed_at=NOON - 2 * YEAR,
            decided_at=NOON - 2 * YEAR,
            decided_by=marac.coordinator,
        )
    heard = a_case(marac, asked=False, state="CLOSED", closed_at=NOON, heard_at=NOON)

    with acting_as(marac.coordinator):
        [row] = settling.saved_since(NOON - YEAR)
        [both] = settling.saved_since(NOON - 3 * YEAR)
        assert settling.saved_between(NOON - 3 * YEAR, NOON - 3 * YEAR) == []
        assert settling.saved_between(NOON - 3 * YEAR, NOON + YEAR) == [both]

    assert heard.pk
    assert (row.decided, row.settled) == (1, 0)
    assert (both.decided, both.settled) == (2, 1)
