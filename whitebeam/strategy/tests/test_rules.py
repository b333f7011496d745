"""What is grey, which number has no source, whose turn it is, and how a text is read."""

from datetime import date

import pytest

from whitebeam.strategy.rules import markup, numbers, rotation
from whitebeam.strategy.rules.standing import Standing

DUE = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("status", "on", "words"),
    [
        ("GREEN", date(2026, 5, 5), "On track"),
        ("GREEN", DUE, "On track"),
        ("GREEN", date(2026, 5, 7), "Review overdue"),
        ("RED", date(2026, 5, 7), "Review overdue"),
        ("DONE", date(2026, 5, 7), "Done"),
        ("NOT_REPORTED", date(2026, 5, 7), "Not yet reported"),
    ],
)
def test_a_claim_turns_grey_the_day_after_its_review_was_due(status, on, words):
    assert Standing.of(status, review_due_on=DUE, on=on).words == words


def test_what_is_not_known_comes_before_what_goes_wrong_and_that_before_the_rest():
    codes = ["GREEN", "DONE", "STALE", "RED", "NOT_REPORTED", "AMBER"]

    in_order = sorted(map(Standing, codes), key=lambda one: one.place)

    assert [one.code for one in in_order] == [
        "NOT_REPORTED",
        "STALE",
        "RED",
        "AMBER",
        "GREEN",
        "DONE",
    ]


def test_a_code_is_printed_as_its_number():
    found = list(numbers.pieces("Just over {now} people.", {"now": "300"}))

    assert [(one.text, one.figure) for one in found] == [
        ("Just over ", ""),
        ("300", "now"),
        (" people.", ""),
    ]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("It trained {trained} people.", []),
        ("It trained 283 people.", ["283"]),
        ("About £209,000 and 98% of 5 people.", ["£209,000", "98%", "5"]),
        ("On 25 November 2025, in 2025/26 and from 2024 to 2029, since March 2023.", []),
        ("The 16 Days of Activism 2025 campaign.", []),
        ("It names {nobody}.", ["{nobody}"]),
    ],
)
def test_a_number_that_is_no_figure_date_or_name_opens_no_source(text, bare):
    names = ["16 Days of Activism 2025"]

    assert numbers.without_source(text, names=names, shown={"trained": "283"}) == bare


def test_a_round_opens_six_weeks_asks_four_and_closes_two_before_the_board():
    days = rotation.days_before(date(2026, 6, 17), opens=42, asks=28, due=14)

    assert (days.opens_on, days.asks_on, days.due_on) == (
        date(2026, 5, 6),
        date(2026, 5, 20),
        date(2026, 6, 3),
    )


@pytest.mark.parametrize(("last", "turn"), [(None, 1), (1, 2), (2, 3), (3, 1)])
def test_the_pillars_take_turns(last, turn):
    assert rotation.next_in_turn([3, 1, 2], last) == turn


@pytest.mark.parametrize(
    ("chased_on", "on", "due"),
    [
        (None, date(2026, 5, 29), False),
        (None, date(2026, 5, 30), True),
        (date(2026, 5, 30), date(2026, 6, 3), False),
        (date(2026, 5, 30), date(2026, 6, 4), True),
    ],
)
def test_the_late_are_chased_once_in_five_days(chased_on, on, due):
    found = rotation.is_chase_due(due_on=date(2026, 6, 3), chased_on=chased_on, on=on, every=5)

    assert found is due


def test_a_quarter_has_its_first_day_and_its_words():
    assert rotation.quarter_of(date(2026, 5, 6)) == date(2026, 4, 1)
    assert rotation.quarter_words(date(2026, 4, 1)) == "April to June 2026"


def test_a_text_is_read_into_headings_lists_and_paragraphs():
    body = "One line\nand its end.\n\n## Head\n- a\n- b\n### Less\nLast."

    assert [(b.kind, b.text) for b in markup.blocks(body)] == [
        ("paragraph", "One line and its end."),
        ("heading", "Head"),
        ("item", "a"),
        ("item", "b"),
        ("smaller", "Less"),
        ("paragraph", "Last."),
    ]
