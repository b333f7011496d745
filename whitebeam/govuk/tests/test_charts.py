import pytest

from whitebeam.govuk.charts import (
    Compared,
    against_chart,
    bar_chart,
    line_chart,
    plain,
    round_up,
)

HEADINGS = {"label_heading": "Month", "value_heading": "Referrals"}


def test_the_longest_bar_fills_the_room_and_the_rest_keep_proportion():
    chart = bar_chart("Referrals", [("May", 50), ("June", 100)], **HEADINGS)

    assert chart.marks[0].length * 2 == chart.marks[1].length
    assert [mark.value for mark in chart.marks] == ["50", "100"]


def test_a_line_begins_its_scale_at_nought():
    chart = line_chart("Referrals", [("May", 0), ("June", 100)], **HEADINGS)

    assert chart.marks[0].y == chart.rules[-1]
    assert chart.marks[1].y == chart.rules[0]


@pytest.mark.parametrize("draw", [bar_chart, line_chart])
@pytest.mark.parametrize("points", [[], [("May", 0)]])
def test_nothing_to_show_is_still_a_chart(draw, points):
    assert len(draw("Referrals", points, **HEADINGS).marks) == len(points)


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 1), (7, 7), (61, 70), (764, 800), (1000, 1000)]
)
def test_the_top_of_a_scale_is_an_easy_number(value, expected):
    assert round_up(value) == expected


def test_numbers_are_written_as_people_write_them():
    assert (plain(1204), plain(3.5)) == ("1,204", "3.5")


def test_shares_and_what_they_are_held_against_have_one_scale():
    chart = against_chart(
        "Cases and people",
        [Compared("Disabled", 20, 10, 40, 30), Compared("Men", 10, 5, 20, 50)],
        label_heading="Group",
        share_heading="Cases",
        against_heading="People",
    )
    disabled, men = chart.rows

    assert (disabled.share, disabled.against) == ("20%", "30%")
    assert disabled.low == men.at
    assert disabled.length == pytest.approx(3 * men.low * 2, abs=0.2)
    assert chart.names + men.against_at <= chart.width


def test_no_shares_are_still_a_chart():
    headings = {"label_heading": "Group", "share_heading": "Cases", "against_heading": "People"}

    assert against_chart("Cases and people", [], **headings).rows == ()
