"""How the MARACs work, in figures: counted by the database for those who read no case."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.action_builders import an_accepted_action
from tests.factories import worker_at
from tests.marac_builders import (
    NOON,
    a_case,
    a_listing,
    a_marac,
    a_meeting,
    a_request,
    acting_as,
)
from tests.roles import as_role
from whitebeam.marac.models import QuarterReturn
from whitebeam.marac.presenters.dataset import band_shown
from whitebeam.marac.presenters.steering import STAYS, share
from whitebeam.marac.queries import counting
from whitebeam.marac.rules.dataset import Band
from whitebeam.marac.rules.months import twelve_whole_months_before
from whitebeam.marac.views.steering import SECTIONS
from whitebeam.partners.models import Duty, LocalSetting

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
APRIL = datetime(2026, 4, 20, 9, tzinfo=UTC)
SPAN = {"since": datetime(2026, 3, 1, tzinfo=UTC), "until": datetime(2026, 4, 1, tzinfo=UTC)}


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def member(marac):
    return worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES)


def a_heard_case(marac, **case):
    """A case referred on 4 March, screened the next day, listed two days on, heard on the 18th."""
    made = a_case(
        marac,
        asked=False,
        state="HEARD",
        screened_at=NOON + DAY,
        screened_by=marac.coordinator,
        heard_at=NOON + 14 * DAY,
        idva_due_at=NOON + 2 * DAY,
        **case,
    )
    meeting = a_meeting(marac, state="ENDED")
    begins = meeting.starts_at
    a_listing(
        meeting, made, outcome="HEARD", listed_at=NOON + 3 * DAY, opened_at=begins,
        closed_at=begins + timedelta(minutes=12),
    )  # fmt: skip
    return made


def page_for(client, user, show=""):
    client.force_login(user)
    answer = client.get(reverse("marac:figures"), {"show": show})
    assert answer.status_code == 200
    return answer.content.decode().replace(STAYS, " ")


def test_waits_are_counted_stage_by_stage(marac, member):
    a_heard_case(marac)

    with acting_as(member):
        [row] = counting.waits(**SPAN)

    assert (row.screened, row.screened_in_time) == (1, 1)
    assert [float(row.to_screen_hours), float(row.to_list_days), float(row.to_hear_days)] == [
        24.0,
        2.0,
        14.0,
    ]
    assert row.to_close_days is None
    assert (row.to_reach, row.reached_in_time) == (1, 0)


@pytest.mark.parametrize(("outcome", "reached"), [("NO_ANSWER", 0), ("REACHED", 1)])
def test_only_a_word_with_her_counts_as_having_reached_her(marac, member, outcome, reached):
    case = a_heard_case(marac)
    with as_role("wb_bulk"):
        case.contacts.create(
            agency=marac.panel.advocated_by, by=marac.idva, at=case.referred_at, channel="CALL",
            outcome=outcome, once_key=uuid4(),
        )  # fmt: skip

    with acting_as(member):
        [row] = counting.waits(**SPAN)
        [volume] = counting.volume(**SPAN)

    assert (row.reached_in_time, volume.contacted_in_time) == (reached, reached)


def test_a_talk_beside_the_list_is_no_case_heard(marac, member):
    case = a_heard_case(marac)
    beside = a_meeting(marac, kind="PROFESSIONALS")
    a_listing(beside, case, outcome="HEARD", is_aside=True)

    with acting_as(member):
        [volume] = counting.volume(**SPAN)

    assert volume.heard == 1


@pytest.mark.parametrize("who", ["rep", "referrer", "idva"])
def test_whoever_does_not_count_is_given_no_sum(marac, who):
    a_heard_case(marac)

    with acting_as(getattr(marac, who)):
        assert counting.waits(**SPAN) == []
        assert counting.volume(**SPAN) == []
        assert counting.actions_kept(since=date(2026, 3, 1)) == []


def test_what_is_kept_from_the_asker_is_in_no_sum(marac, member):
    case = a_heard_case(marac)
    with as_role("wb_bulk"):
        case.blocks.create(user=member, reason="Kin", set_by=marac.chair, set_at=NOON)

    with acting_as(member):
        assert counting.waits(**SPAN) == []


def test_actions_of_cases_are_counted_by_the_agency_that_does_them(marac, member):
    case = a_case(marac, asked=False, state="ACTIONS_OPEN")
    kept = an_accepted_action(doer=marac.rep, keeper=marac.coordinator)
    an_accepted_action(doer=marac.rep, keeper=marac.coordinator, text="Of no case")
    with as_role("wb_bulk"):
        case.case_actions.create(action=kept, added_by=marac.coordinator, added_at=NOON)

    with acting_as(member):
        [row] = counting.actions_kept(since=date(2026, 3, 1))

    assert (row.agency, row.in_hand, row.done_in_time) == ("The police", 1, 0)


def test_a_settlement_is_counted_in_its_own_months(marac, member):
    case = a_case(marac, asked=False, state="SETTLED_EARLY")
    settled = {
        "proposed_by": marac.rep, "proposed_for": marac.police, "proposed_at": NOON,
        "seconded_by": marac.housing_rep, "seconded_for": marac.housing, "seconded_at": NOON,
        "idva": marac.idva, "idva_agreed_at": NOON, "decided_by": marac.coordinator,
        "decided_at": NOON, "reason": "All is done", "minutes_saved": 12,
    }  # fmt: skip
    with as_role("wb_bulk"):
        case.settlements.create(**settled)

    with acting_as(member):
        [in_march] = counting.volume(**SPAN)
        [later] = counting.volume(since=SPAN["until"], until=SPAN["until"] + 30 * DAY)

    assert (in_march.settled, later.settled) == (1, 0)


def test_the_steering_group_reads_figures_and_no_case(client, marac, member, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: APRIL)
    case = a_heard_case(marac)
    for agency in (marac.police, marac.housing):
        a_request(marac, case, agency)
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key="marac.adult_women", value=10_000, area=marac.panel.area, starts_on=date(2025, 1, 1),
            source="Invented",
        )  # fmt: skip

    exact = {show: page_for(client, marac.coordinator, show) for show in SECTIONS}
    pages = {show: page_for(client, member, show) for show in SECTIONS}

    assert "April 2025 to March 2026" in pages["volume"]
    assert marac.panel.area.name in pages["volume"]
    assert "1.0 (0.0 to 5.6)" in exact["volume"]
    assert "1.0 (0.0 to 5.6)" not in pages["volume"]
    assert "Housing" in pages["answers"]
    assert "Numbers under 8 are not shown alone" in pages["referred"]
    assert "24.0" in exact["waits"]
    assert "24.0" not in pages["waits"]
    for page in pages.values():
        assert case.reference not in page
        assert reverse("marac:dataset") not in page


def test_the_self_assessment_is_one_press_away_for_whoever_may_read_it(client, marac, member):
    address = reverse("accreditation:principles")

    assert address in page_for(client, member, "volume")
    assert address not in page_for(client, marac.coordinator, "volume")


def test_where_no_return_is_kept_the_page_says_what_to_do(client, marac, member):
    for_member = page_for(client, member, "referred")
    for_coordinator = page_for(client, marac.coordinator, "referred")

    for page in (for_member, for_coordinator):
        assert "the coordinator keeps one under Quarterly dataset" in page
    assert "Open the quarterly dataset" in for_coordinator
    assert "Open the quarterly dataset" not in for_member


def test_groups_come_from_the_newest_return_of_each_quarter(client, marac, member, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: APRIL)
    shares = [("disabled", 20.0, 50), ("lgbt", 4.0, 50), ("male", 10.0, 100)]
    with as_role("wb_bulk"):
        for number, value in enumerate((99.0, None)):
            QuarterReturn.objects.create(
                number=f"2026-01-{number}", first_on=date(2026, 1, 1), last_on=date(2026, 3, 31),
                cells=[
                    {"code": code, "value": share if value is None else value, "whole": whole}
                    for code, share, whole in shares
                ],
                made_by=marac.coordinator, made_for=marac.hub, made_at=NOON + number * DAY,
            )  # fmt: skip

    page = page_for(client, member, "referred")

    assert "20% (11 to 33)" in page
    assert "10% (6 to 17)" in page
    assert "Too few to show" in page


@pytest.mark.parametrize("who", ["rep", "referrer", "outsider_without"])
def test_nobody_else_opens_the_page(client, marac, who):
    user = getattr(marac, who, None) or worker_at(marac.outside, Duty.DO_ACTIONS)
    client.force_login(user)

    assert client.get(reverse("marac:figures")).status_code == 403


def test_a_share_of_nothing_is_said_and_not_drawn():
    assert share(0, 0) == "None yet"
    assert share(1, 2).replace(STAYS, " ") == "50% (9 to 91)"


def test_of_an_address_the_host_is_enough():
    assert band_shown(Band(28, 40, "http://figures.example/a/b")) == "28 to 40 (figures.example)"
    assert band_shown(Band(5, 5, "Field practice")) == "about 5 (Field practice)"
    assert band_shown(None) == ""


def test_months_that_are_not_over_are_left_out():
    assert twelve_whole_months_before(date(2024, 2, 29)) == (date(2023, 2, 1), date(2024, 1, 31))
    assert twelve_whole_months_before(date(2026, 1, 1)) == (date(2025, 1, 1), date(2025, 12, 31))
