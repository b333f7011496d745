"""What answers add up to, and what they leave open."""

from datetime import date

import pytest

from whitebeam.risk.rules.answers import (
    NOT_ASKED,
    Answer,
    Answered,
    SaidBy,
    answer_to,
    only,
    read,
    said_yes,
    write,
)
from whitebeam.risk.rules.months import months_after, months_before
from whitebeam.risk.rules.scoring import (
    Level,
    Score,
    band,
    could_reach,
    is_incomplete,
    score,
)

BANDS = [[1, 9], [10, 13], [14, 24]]
ITEMS = tuple(f"item_{number}" for number in range(24))


def answered(**given):
    return {code: Answered(Answer(answer)) for code, answer in given.items()}


def test_only_yes_counts():
    answers = answered(item_0="YES", item_1="NO", item_2="DONT_KNOW")

    counted = score(items=ITEMS, answers=answers)

    assert counted == Score(items=24, yes=1, no=1, dont_know=1)
    assert (counted.answered, counted.known, counted.not_asked) == (3, 2, 21)


def test_what_is_no_item_of_the_tool_does_not_count():
    assert score(items=ITEMS, answers=answered(something_else="YES")).yes == 0


@pytest.mark.parametrize(
    ("yes", "level"),
    [
        (0, Level.STANDARD),
        (9, Level.STANDARD),
        (10, Level.MEDIUM),
        (13, Level.MEDIUM),
        (14, Level.HIGH),
        (27, Level.HIGH),
    ],
)
def test_bands_include_both_ends(yes, level):
    assert band(yes=yes, bands=BANDS) is level


@pytest.mark.parametrize(("known", "is_open"), [(18, False), (17, True), (0, True)])
def test_much_unknown_is_an_incomplete_picture(known, is_open):
    counted = Score(items=24, yes=0, no=known, dont_know=24 - known)

    assert is_incomplete(counted, most_unknown_percent=25) == is_open


@pytest.mark.parametrize(("no", "could"), [(10, True), (11, False)])
def test_says_what_the_total_could_become(no, could):
    assert could_reach(Score(items=24, yes=3, no=no, dont_know=5), threshold=14) == could


def test_answers_are_read_as_they_were_written():
    answers = {
        "injury": Answered(Answer.YES, SaidBy.POLICE, "A cut", ("FIRST",)),
        "isolated": Answered(Answer.DONT_KNOW),
        "money": NOT_ASKED,
    }

    assert read(write(answers)) == {code: answers[code] for code in ("injury", "isolated")}
    assert read("") == {}


def test_not_asked_is_what_is_not_there():
    assert answer_to({}, "injury") is Answer.NOT_ASKED
    assert only({}, codes=["injury"]) == {"injury": NOT_ASKED}
    assert said_yes(answered(one="YES", two="NO")) == {"one"}


@pytest.mark.parametrize(
    ("on", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 5, 4), 12, date(2027, 5, 4)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_months_keep_the_day_or_fall_back(on, months, later):
    assert months_after(on, months) == later


def test_months_before():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)
