"""When risk is due to be assessed again: boundaries, bank holidays, pauses, and what happened."""

from datetime import date, timedelta

import pytest

from whitebeam.risk.rules.reassessment import Cause, Clocks, Due, Happened, Pause, due
from whitebeam.risk.rules.scoring import Level

DAY = timedelta(days=1)
CLOCKS = Clocks({Level.HIGH: 28, Level.MEDIUM: 56, Level.STANDARD: 84}, working_days_after_event=2)
MONDAY = date(2026, 3, 2)


def when(signed_on=MONDAY, level=Level.HIGH, **given):
    return due(signed_on=signed_on, level=level, clocks=CLOCKS, on=signed_on, **given)


@pytest.mark.parametrize(
    ("level", "on"),
    [
        (Level.HIGH, date(2026, 3, 30)),
        (Level.MEDIUM, date(2026, 4, 27)),
        # 84 days later is 25 May, a bank holiday, after a week-end.
        (Level.STANDARD, date(2026, 5, 22)),
    ],
)
def test_each_level_has_its_clock(level, on):
    assert when(level=level) == Due(on, Cause.CLOCK)


def test_a_weekend_brings_it_forward():
    assert when(date(2026, 3, 7)) == Due(date(2026, 4, 2), Cause.CLOCK)


def test_easter_brings_it_forward_to_thursday():
    # 28 days after 9 March is Easter Monday; Good Friday is closed too.
    assert when(date(2026, 3, 9)).on == date(2026, 4, 2)


def test_christmas_brings_it_forward():
    # 28 days after 30 November is Monday 28 December, the day in place of Boxing Day.
    assert when(date(2026, 11, 30)).on == date(2026, 12, 24)


def test_scotland_has_other_holidays():
    # 1 January and 2 January are holidays in Scotland; in England only the first.
    signed = date(2024, 12, 5)

    assert when(signed).on == date(2025, 1, 2)
    assert when(signed, region="Scotland").on == date(2024, 12, 31)


def test_a_pause_stops_the_clock_for_its_days():
    pause = Pause(MONDAY + DAY, MONDAY + 7 * DAY)

    assert when(pauses=[pause]).on == date(2026, 4, 2)  # 35 days on is Easter Monday


def test_a_pause_of_one_day_counts_one_day():
    pause = Pause(MONDAY + 3 * DAY, MONDAY + 3 * DAY)

    assert when(pauses=[pause]).on == date(2026, 3, 31)


def test_pauses_that_overlap_count_once():
    pauses = [Pause(MONDAY + DAY, MONDAY + 2 * DAY), Pause(MONDAY + 2 * DAY, MONDAY + 3 * DAY)]

    assert when(pauses=pauses).on == date(2026, 4, 2)


def test_a_pause_before_or_after_changes_nothing():
    early = Pause(MONDAY - 9 * DAY, MONDAY)
    late = Pause(MONDAY + 29 * DAY, MONDAY + 40 * DAY)

    assert when(pauses=[early, late]).on == date(2026, 3, 30)


def test_an_open_pause_leaves_no_day():
    assert when(pauses=[Pause(MONDAY + DAY)]) == Due(None, Cause.CLOCK)


def test_an_open_pause_after_the_day_changes_nothing():
    assert when(pauses=[Pause(date(2026, 3, 31))]).on == date(2026, 3, 30)


def test_an_incident_is_sooner_and_says_so():
    happened = [Happened(date(2026, 3, 5), Cause.INCIDENT)]

    # Thursday; two working days are Friday and Monday.
    assert when(happened=happened) == Due(date(2026, 3, 9), Cause.INCIDENT)


def test_an_incident_before_easter_waits_for_working_days():
    happened = [Happened(date(2026, 4, 2), Cause.RELEASE)]

    found = when(date(2026, 3, 30), happened=happened)

    assert found == Due(date(2026, 4, 8), Cause.RELEASE)


def test_an_incident_on_the_day_of_signing_counts():
    assert when(happened=[Happened(MONDAY, Cause.MOVE)]).cause is Cause.MOVE


def test_an_incident_before_the_signing_was_known_to_it():
    assert when(happened=[Happened(MONDAY - DAY, Cause.MOVE)]).cause is Cause.CLOCK


def test_what_happened_is_not_paused():
    happened = [Happened(date(2026, 3, 5), Cause.SEPARATION)]

    found = when(happened=happened, pauses=[Pause(MONDAY + DAY)])

    assert found == Due(date(2026, 3, 9), Cause.SEPARATION)


def test_on_the_day_it_is_due_the_day_after_overdue():
    found = when()

    assert not found.is_overdue(on=date(2026, 3, 30))
    assert found.is_overdue(on=date(2026, 3, 31))
    assert not Due(None, Cause.CLOCK).is_overdue(on=date(2030, 1, 1))
