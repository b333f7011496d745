"""What changed since the assessment before, item by item and along the grid."""

import pytest

from whitebeam.risk.rules.answers import Answer, Answered
from whitebeam.risk.rules.trend import (
    Change,
    Direction,
    Row,
    RowChange,
    Severity,
    courses,
    grid_changes,
    item_changes,
)

YES, NO, UNKNOWN, UNASKED = Answer.YES, Answer.NO, Answer.DONT_KNOW, Answer.NOT_ASKED


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (NO, YES, Change.NEW_YES),
        (UNKNOWN, YES, Change.NEW_YES),
        (UNASKED, YES, Change.NEW_YES),
        (YES, YES, Change.STILL_YES),
        (YES, NO, Change.NO_LONGER),
        (UNKNOWN, NO, Change.NOW_KNOWN),
        (UNASKED, NO, Change.NOW_KNOWN),
        (NO, NO, Change.SAME),
        # Not asking again is never a change for the better.
        (YES, UNASKED, Change.NOW_UNKNOWN),
        (YES, UNKNOWN, Change.NOW_UNKNOWN),
        (NO, UNKNOWN, Change.NOW_UNKNOWN),
        (UNKNOWN, UNASKED, Change.SAME),
        (UNASKED, UNASKED, Change.SAME),
    ],
)
def test_how_an_item_changes(before, after, change):
    [found] = item_changes(
        items=["fear"], before={"fear": Answered(before)}, after={"fear": Answered(after)}
    )

    assert (found.before, found.after, found.change) == (before, after, change)


def test_the_grid_compares_only_what_was_filled_in_twice():
    before = {"physical": Row(Severity.HIGH), "sexual": Row(Severity.NONE)}
    after = {
        "physical": Row(Severity.STANDARD, Direction.BETTER),
        "controlling": Row(Severity.HIGH),
    }

    [found] = grid_changes(before=before, after=after)

    assert found == RowChange("physical", Severity.HIGH, Severity.STANDARD)
    assert found.steps == -2


def test_the_grid_moves_from_the_first_time_that_a_row_was_filled_in_to_the_last():
    start = {"physical": Row(Severity.HIGH), "sexual": Row(Severity.NONE)}
    review = {"physical": Row(Severity.MODERATE), "controlling": Row(Severity.HIGH)}
    end = {"physical": Row(Severity.NONE), "sexual": Row(Severity.STANDARD)}
    codes = ["physical", "sexual", "stalking", "controlling"]

    found = courses(codes=codes, over_time=[start, review, end])

    assert [(one.code, one.steps) for one in found] == [
        ("physical", -3),
        ("sexual", 1),
        ("controlling", None),
    ]
    assert found[1].rows[1] is None
