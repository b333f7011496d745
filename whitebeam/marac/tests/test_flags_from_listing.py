"""The year of a flag counts from the listing; a later one moves its end, a move elsewhere ends it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import Attendance, CaseBlock, EarlySettlement, FlagRequest, Meeting
from whitebeam.marac.services import asking, flagging, listing, screening, transferring
from whitebeam.marac.services.transferring import Where
from whitebeam.marac.tests.research_steps import a_listed_case
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LISTED = NOON
A_YEAR_ON = date(2027, 3, 4)
MONTH_LATER = NOON + timedelta(days=31)


def flags(case):
    with as_role("wb_bulk"):
        rows = FlagRequest.objects.filter(case=case).select_related("agency")
        return {one.agency.name: one for one in rows}


def ends(case):
    return {one.until for one in flags(case).values()}


def research(marac, case, *, at=LISTED + 3 * DAY):
    with acting_as(marac.coordinator):
        asking.open_research(case.pk, by=marac.coordinator, at=at)


def list_again(marac, case, *, at):
    meeting = a_meeting(marac, starts_at=at + 14 * DAY, cut_off_at=at + DAY)
    with acting_as(marac.coordinator):
        listing.list_case(
            case_id=case.pk, meeting_id=meeting.pk, minutes=12, late_reason="",
            by=marac.coordinator, at=at,
        )  # fmt: skip


def told():
    with as_role("wb_bulk"):
        return list(Notice.objects.filter(template="flag_asked"))


def test_an_agency_flags_from_when_it_is_asked_and_the_year_counts_from_the_listing():
    marac, case = a_listed_case()
    research(marac, case)

    assert set(flags(case)) == {"The police", "Housing", "A service"}
    assert ends(case) == {A_YEAR_ON}
    assert {one.to for one in told()} == {marac.rep, marac.housing_rep}


def test_a_whole_list_tells_each_agency_once():
    marac = a_marac()
    meeting = a_meeting(marac)
    cases = [a_case(marac, asked=False, state="LISTED") for _ in range(3)]
    for case in cases:
        a_listing(meeting, case)
    with acting_as(marac.coordinator):
        asking.open_list(meeting.pk, by=marac.coordinator, at=LISTED)

    assert all(len(flags(case)) == 3 for case in cases)
    assert sorted(one.to.pk for one in told()) == sorted([marac.rep.pk, marac.housing_rep.pk])


def test_what_is_talked_over_without_a_list_is_not_flagged_yet():
    marac = a_marac()
    case = a_case(marac, state="RESEARCH_OPEN")
    a_listing(a_meeting(marac, kind="PROFESSIONALS"), case, is_aside=True)
    with acting_as(marac.coordinator):
        assert flagging.ask_on_listing([case], about=case, at=NOON) == 0


def test_listed_again_the_end_moves():
    marac, case = a_listed_case()
    research(marac, case)
    with as_role("wb_bulk"):
        FlagRequest.objects.update(removal_asked_at=NOON)
    with acting_as(marac.coordinator):
        listing.defer(case_id=case.pk, words="Ill", by=marac.coordinator, at=LISTED + 5 * DAY)
    assert ends(case) == {A_YEAR_ON}

    list_again(marac, case, at=MONTH_LATER)

    assert ends(case) == {date(2027, 4, 4)}
    assert {one.removal_asked_at for one in flags(case).values()} == {None}


def a_repeat(marac, case):
    with as_role("wb_bulk"):
        type(case).objects.filter(pk=case.pk).update(state="ACTIONS_OPEN")
    return a_case(marac, state="ACCEPTED", repeat="YES", repeat_of=case)


def test_a_repeat_within_the_year_keeps_the_flags_of_the_case_before():
    marac, case = a_listed_case()
    research(marac, case)
    again = a_repeat(marac, case)

    list_again(marac, again, at=MONTH_LATER)

    assert ends(case) == ends(again) == {date(2027, 4, 4)}


def test_a_case_before_that_does_not_exist_for_her_stays_as_it_is():
    marac, case = a_listed_case()
    research(marac, case)
    again = a_repeat(marac, case)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.coordinator, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    list_again(marac, again, at=MONTH_LATER)

    assert ends(case) == {A_YEAR_ON}


def test_settled_early_it_counts_from_that_day():
    marac, case = a_listed_case()
    research(marac, case)
    with as_role("wb_bulk"):
        type(case).objects.filter(pk=case.pk).update(state="SETTLED_EARLY")
        EarlySettlement.objects.create(
            case=case, reason="x", proposed_by=marac.rep, proposed_for=marac.police,
            proposed_at=NOON, seconded_by=marac.housing_rep, seconded_for=marac.housing,
            seconded_at=NOON, idva=marac.idva, idva_agreed_at=NOON, decided_at=LISTED + 9 * DAY,
            decided_by=marac.coordinator,
        )  # fmt: skip
    with acting_as(marac.coordinator):
        case.refresh_from_db()
        flagging.ask_on_listing([case], about=case, at=LISTED + 9 * DAY)

    assert ends(case) == {date(2027, 3, 13)}


def away(marac, case):
    where = Where(
        "Elsewhere", "", "She moves", "PERMANENT", (), is_address_withheld=True, was_circulated=True
    )
    with acting_as(marac.coordinator):
        transferring.send(case_id=case.pk, where=where, by=marac.coordinator, at=LISTED + 4 * DAY)


def test_a_case_sent_elsewhere_keeps_its_flags_until_they_have_it():
    marac, case = a_listed_case()
    research(marac, case)
    away(marac, case)
    assert ends(case) == {A_YEAR_ON}

    with acting_as(marac.coordinator):
        transferring.received(
            case_id=case.pk, name="A. There", by=marac.coordinator, at=LISTED + 6 * DAY
        )

    assert ends(case) == {date(2026, 3, 10)}


def test_a_case_that_is_withdrawn_ends_its_flags():
    marac, case = a_listed_case()
    research(marac, case)
    with acting_as(marac.coordinator):
        screening.withdraw(
            case_id=case.pk, words="Error", by=marac.coordinator, at=LISTED + 6 * DAY
        )

    assert ends(case) == {date(2026, 3, 10)}


@pytest.mark.parametrize(("many", "folded"), [(3, False), (4, True)])
def test_a_long_standing_item_is_folded(client, many, folded):
    marac = a_marac()
    meeting = a_meeting(marac, starts_at=datetime(2027, 3, 10, 9, tzinfo=UTC))
    for _ in range(many):
        case = a_case(marac, state="HEARD", heard_at=NOON)
        with acting_as(marac.coordinator):
            flagging.ask_to_flag(case.pk, by=marac.coordinator, at=NOON)
    with as_role("wb_bulk"):
        Attendance.objects.create(
            meeting=meeting, agency=marac.hub, user=marac.coordinator, role="COORDINATOR",
            statement=Meeting.objects.get(pk=meeting.pk).statement, accepted_at=NOON,
        )  # fmt: skip
    page = with_second_factor(client, marac.coordinator).get(
        reverse("marac:meeting", args=[meeting.pk])
    )

    words = f"{many} cases reach twelve months, with {many * 3} flags to take off"
    assert (words in page.text) == folded
