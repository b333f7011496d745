"""The seats that the Act asks for, and where the boxes of the chart go."""

import pytest

from whitebeam.governance.rules.chart import Node, draw
from whitebeam.governance.rules.references import new_reference
from whitebeam.governance.rules.seats import NAMES, REQUIRED, Sector, missing


@pytest.mark.parametrize(
    ("held", "gaps"),
    [
        ([sector.value for sector in REQUIRED], ()),
        ([], REQUIRED),
        ([sector.value for sector in REQUIRED if sector != Sector.VICTIMS], (Sector.VICTIMS,)),
        (["HOUSING", *(s.value for s in REQUIRED[1:])], (Sector.AUTHORITY,)),
    ],
)
def test_a_local_board_needs_somebody_for_each_interest(held, gaps):
    assert missing(held) == gaps


def test_every_sector_has_words():
    assert set(NAMES) == set(Sector)


def test_groups_stand_under_what_they_report_to():
    drawing = draw(
        [
            Node("b", "Beta", "a"),
            Node("a", "Alpha", ""),
            Node("c", "Gamma", "b"),
            Node("d", "D", ""),
        ]
    )

    assert [(box.code, box.depth) for box in drawing.boxes] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 0),
    ]
    assert [bool(box.line) for box in drawing.boxes] == [False, True, True, False]
    assert all(box.x + box.width <= drawing.width for box in drawing.boxes)


def test_groups_that_stand_alone_come_after_those_to_whom_others_report():
    drawing = draw([Node("a", "Alpha", ""), Node("z", "Zeta", ""), Node("b", "Beta", "z")])

    assert [box.code for box in drawing.boxes] == ["z", "b", "a"]


def test_a_group_whose_parent_is_gone_and_a_ring_are_still_drawn():
    drawing = draw([Node("a", "A", "gone"), Node("b", "B", "c"), Node("c", "C", "b")])

    assert {box.code for box in drawing.boxes} == {"a", "b", "c"}


def test_a_long_name_stays_inside_its_box():
    (box,) = draw([Node("a", "Long " * 60, "")]).boxes

    assert box.name.endswith("…")
    assert box.width <= 640


def test_references_of_decisions_are_not_guessed():
    assert len({new_reference() for _ in range(100)}) == 100
