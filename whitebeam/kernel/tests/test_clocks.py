"""Clocks: nights, weekends, bank holidays and the two Sundays on which the clocks change."""

from datetime import UTC, datetime

import pytest

from whitebeam.kernel.clocks import CALENDAR, LONDON, WORKING, Span, due


def london(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("begins", "hours", "ends"),
    [
        ("2026-11-18 10:00", 4, "2026-11-18 14:00"),  # within a Wednesday
        ("2026-11-18 15:00", 4, "2026-11-19 11:00"),  # over a night
        (
            "2026-11-18 09:00",
            8,
            "2026-11-18 17:00",
        ),  # a whole day ends at closing, not next morning
        ("2026-11-18 16:59", 0.5, "2026-11-19 09:29"),
        ("2026-11-18 06:00", 1, "2026-11-18 10:00"),  # before opening
        ("2026-11-18 17:00", 1, "2026-11-19 10:00"),  # at closing
        ("2026-11-20 16:00", 2, "2026-11-23 10:00"),  # over a weekend
        ("2026-11-21 12:00", 1, "2026-11-23 10:00"),  # from a Saturday
        ("2026-12-24 16:00", 2, "2026-12-29 10:00"),  # Christmas 2026: Boxing Day moves to Monday
        ("2026-04-02 16:00", 2, "2026-04-07 10:00"),  # Good Friday and Easter Monday
        ("2026-03-27 16:00", 2, "2026-03-30 10:00"),  # over the spring change
        ("2026-10-23 16:00", 2, "2026-10-26 10:00"),  # over the autumn change
        ("2026-11-18 10:00", 16, "2026-11-20 10:00"),  # two working days
    ],
)
def test_working_hours_pass_only_while_offices_are_open(begins, hours, ends):
    assert due(london(begins), hours=hours, calendar=WORKING) == london(ends)


@pytest.mark.parametrize(
    ("begins", "hours", "ends"),
    [
        ("2026-11-20 16:00", 24, "2026-11-21 16:00"),
        ("2026-03-28 12:00", 24, "2026-03-29 13:00"),  # an hour is skipped that night
        ("2026-10-24 12:00", 24, "2026-10-25 11:00"),  # an hour is lived twice
    ],
)
def test_calendar_hours_pass_always(begins, hours, ends):
    assert due(london(begins), hours=hours, calendar=CALENDAR) == london(ends)


def test_scotland_is_closed_on_the_second_of_january():
    begins = london("2026-01-01 12:00")

    in_england = due(begins, hours=1, calendar=WORKING)
    in_scotland = due(begins, hours=1, calendar=WORKING, region="Scotland")

    assert in_england == london("2026-01-02 10:00")
    assert in_scotland == london("2026-01-05 10:00")


def test_answers_in_utc():
    assert due(london("2026-07-01 10:00"), hours=1, calendar=WORKING) == datetime(
        2026, 7, 1, 10, tzinfo=UTC
    )


def test_refuses_a_calendar_it_does_not_know():
    with pytest.raises(ValueError, match="no calendar"):
        due(london("2026-07-01 10:00"), hours=1, calendar="LUNAR")


@pytest.mark.parametrize(
    ("number", "words", "ends"),
    [
        (2, "working days", "2026-04-08 17:00"),  # Friday evening: over Easter Monday
        (2, "", "2026-04-08 17:00"),  # a setting that names no unit
        (2, "days", "2026-04-08 17:00"),
        (2, "calendar days", "2026-04-05 18:00"),
        (10, "working hours", "2026-04-08 11:00"),
        (48, "calendar hours", "2026-04-05 18:00"),
    ],
)
def test_a_clock_counts_in_the_unit_and_the_calendar_of_its_setting(number, words, ends):
    begins = london("2026-04-03 18:00")  # Good Friday

    after = Span.read(number, words).after(begins)

    assert after == london(ends)


def test_a_day_that_passes_keeps_the_time_of_the_clock():
    assert Span(1, "days", CALENDAR).after(london("2026-03-28 12:00")) == london("2026-03-29 12:00")


@pytest.mark.parametrize("words", ["months", "lunar days", "calendar months"])
def test_a_clock_in_any_other_unit_is_refused(words):
    with pytest.raises(ValueError, match="cannot count"):
        Span.read(1, words)
