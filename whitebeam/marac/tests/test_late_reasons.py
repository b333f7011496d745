"""A case that is listed late is given one of the partnership's reasons, and they are counted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import worker_at
from tests.marac_builders import LONG_AGO, NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from tests.setting_builders import a_setting
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import AgendaItem, LateReason
from whitebeam.marac.presenters.meeting import Listed
from whitebeam.marac.presenters.steering import FEW
from whitebeam.marac.presenters.steering_lists import listed_late
from whitebeam.marac.queries import calendar, counting_lists
from whitebeam.marac.services import listing
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SPAN = {"since": NOON - DAY, "until": NOON + 30 * DAY}


def a_reason(code="release", **given):
    usual = {"label": f"Because of {code}", "starts_on": LONG_AGO, "source": "Invented"}
    with as_role("wb_bulk"):
        return LateReason.objects.create(code=code, **usual | given)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def meeting(marac):
    return a_meeting(marac)


@pytest.fixture
def reason():
    return a_reason()


def put(marac, meeting, *, late=True, because=None, words=""):
    case = a_case(marac, state="ACCEPTED")
    at = meeting.cut_off_at + (DAY if late else -DAY)
    with acting_as(marac.coordinator):
        return listing.list_case(
            case_id=case.pk, meeting_id=meeting.pk, minutes=12, late_reason=words,
            late_because=because, by=marac.coordinator, at=at,
        )  # fmt: skip


def test_a_late_case_is_given_a_reason_of_the_partnerships(marac, meeting, reason):
    with pytest.raises(Refused, match="Select why it cannot wait"):
        put(marac, meeting, words="He is out today")

    item = put(marac, meeting, because=reason)

    assert (item.late_because, item.late_reason) == (reason, None)
    assert Listed.of(item).late == "Listed late: Because of release"


def test_one_that_asks_for_more_needs_words(marac, meeting):
    other = a_reason("other", needs_detail=True)
    with pytest.raises(Refused, match="what more is to be said"):
        put(marac, meeting, because=other, words=" ")

    assert put(marac, meeting, because=other, words="The bridge is closed").late_because == other


def test_in_time_no_reason_is_kept(marac, meeting, reason):
    item = put(marac, meeting, late=False, because=reason, words="x")

    assert (item.late_because, item.late_reason) == (None, None)


def test_reasons_hold_from_a_day_until_a_day(marac, meeting, reason):
    today = timezone.localdate()
    over = a_reason("over", ends_on=today - DAY)
    a_reason("to-come", starts_on=today + DAY)
    last = a_reason("last", ends_on=today)

    with acting_as(marac.coordinator):
        assert set(calendar.late_reasons()) == {reason, last}
    with pytest.raises(Refused, match="holds today"):
        put(marac, meeting, because=over)


def test_they_are_counted_beside_those_in_time(marac, meeting, reason):
    put(marac, meeting, late=False)
    put(marac, meeting, because=reason)
    a_listing(meeting, a_case(marac), late_reason="Before there were reasons")
    steering = worker_at(marac.hub, Duty.VIEW_MARAC_FIGURES)

    with acting_as(steering):
        found = dict(counting_lists.listed_late(**SPAN))
    assert found == {"": 1, "Because of release": 1, "A reason in words alone": 1}
    with acting_as(marac.rep):
        assert counting_lists.listed_late(**SPAN) == []


def test_a_few_are_hidden_with_the_next_smallest():
    table = listed_late([("", 90), ("One", 20), ("Two", 3)], least=8)

    assert dict(table.rows) == {"Listed in time": "90", "One": FEW, "Two": FEW}
    assert dict(listed_late([("", 3)], least=1).rows) == {"Listed in time": "3"}


def test_it_is_chosen_on_screen_within_the_minutes_that_are_set(client, marac, reason):
    closed = a_meeting(
        marac, starts_at=timezone.now() + 9 * DAY, cut_off_at=timezone.now() - DAY,
        research_due_at=timezone.now() + 7 * DAY,
    )  # fmt: skip
    a_setting("marac.listed_minutes_least", 7)
    a_setting("marac.listed_minutes_most", 21)
    case = a_case(marac, state="ACCEPTED")
    browser = with_second_factor(client, marac.coordinator)
    where = reverse("marac:list_case", args=[case.pk])
    sent = {"meeting_id": closed.pk, "minutes": "12", "late_because": reason.pk}

    assert "Because of release" in browser.get(where).text
    for minutes, sentence in (("6", "Enter at least 7 minutes"), ("22", "Enter at most 21")):
        refused = browser.post(where, sent | {"minutes": minutes})
        assert refused.status_code == 422
        assert sentence in refused.text
    refused = browser.post(where, sent | {"late_because": "", "late_reason": "He is out"})
    assert refused.status_code == 422
    assert "Select why it cannot wait" in refused.text
    assert "He is out" in refused.text
    assert browser.post(where, sent).status_code == 302
    with as_role("wb_bulk"):
        assert AgendaItem.objects.get(case=case).late_because == reason
