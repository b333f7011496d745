"""A data owner's spreadsheet: mapped once, read every time, its faults told row by row."""

import pytest

from whitebeam.indicators.models import Mapping
from whitebeam.indicators.queries.returns import filled
from whitebeam.indicators.services import returning
from whitebeam.indicators.services.uploading import Sheet, map_columns, take_spreadsheet
from whitebeam.indicators.tests.desk import NOON, value
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused

USUAL = "Code,District,Count,Of how many,Note\n"
GOOD = USUAL + "REF,,30,,\nREF,Ashford,10,,\nREF,Dover,20,,\nDONE,,16,20,\n"
OWN = "Measure;Where;How many;Base\n"


@pytest.fixture
def owner(desk):
    return desk.opened()


@pytest.fixture(autouse=True)
def _acting(desk):
    with acting(Acting.user(desk.owner.pk)):
        yield


def take(desk, owner, text, name="q1.csv"):
    sheet = Sheet(name, text.encode())
    return take_spreadsheet(owner.pk, sheet=sheet, by=desk.owner, at=NOON)


def told(owner):
    return [(f.where, f.sentence) for f in filled(owner).findings]


def test_a_sheet_with_usual_headings_fills_the_return(desk, owner):
    take(desk, owner, GOOD)

    assert told(owner) == []
    returning.send(owner.pk, by=desk.owner, at=NOON)


def test_five_faults_are_told_and_mended_on_screen_and_by_another_sheet(desk, owner):
    take(
        desk,
        owner,
        USUAL + "REF,,thirty,,\nREF,Ashford,10,,\nREF,Dovre,20,,\nDONE,,21,20,\nXX,,1,,\n",
    )

    found = told(owner)
    assert [where for where, _ in found] == [
        "Row 2, column C (Count)",
        "Row 4, column B (District)",
        "Row 5",
        "Row 6, column A (Code)",
        "",
    ]
    assert "“thirty” is not a number" in found[0][1]
    assert "“Dovre” is no district" in found[1][1]
    assert "is larger than the actions due" in found[2][1]
    assert "“XX” is no indicator" in found[3][1]
    assert "Enter the number for Dover" in found[4][1]

    everyone, _, dover = desk.lines()
    returning.save_figures(
        owner.pk,
        indicator=desk.count,
        values={everyone: value(30), dover: value(20)},
        by=desk.owner,
        at=NOON,
    )
    assert [where for where, _ in told(owner)] == ["Row 5"]

    take(desk, owner, GOOD)
    assert told(owner) == []


def test_a_row_that_is_not_understood_is_told_though_its_line_was_given_before(desk, owner):
    take(desk, owner, GOOD)

    take(desk, owner, GOOD.replace("Dover", "Dovre").replace("DONE", "DON"))

    assert [where for where, _ in told(owner)] == [
        "Row 4, column B (District)",
        "Row 5, column A (Code)",
    ]
    with pytest.raises(Refused, match="2 things are still"):
        returning.send(owner.pk, by=desk.owner, at=NOON)


def test_own_headings_are_mapped_once(desk, owner):
    first = take(desk, owner, OWN + "REF;;30;\n")
    meaning = {
        "Measure": "indicator",
        "Where": "line",
        "How many": "numerator",
        "Base": "denominator",
    }

    map_columns(first, meaning=meaning, by=desk.owner, at=NOON)
    take(desk, owner, OWN + "REF;;30;\nREF;Ashford;10;\nREF;Dover;20;\nDONE;;16;20\n")

    assert Mapping.objects.get().headings == meaning
    assert told(owner) == []


@pytest.mark.parametrize(
    ("meaning", "said"),
    [
        ({"Measure": "indicator", "Where": "line"}, "Say which column holds: Number"),
        ({"Measure": "numerator", "Where": "numerator"}, "one column only"),
    ],
)
def test_a_mapping_says_all_that_is_needed_and_once(desk, owner, meaning, said):
    upload = take(desk, owner, OWN + "REF;;30;\n")

    with pytest.raises(Refused, match=said):
        map_columns(upload, meaning=meaning, by=desk.owner, at=NOON)


def test_a_hostile_file_is_refused_with_a_way_round_it(desk, owner):
    with pytest.raises(Refused, match="locked with a password"):
        take_spreadsheet(
            owner.pk,
            sheet=Sheet("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 100),
            by=desk.owner,
            at=NOON,
        )


def test_a_signed_return_takes_no_sheet(desk, owner):
    desk.fill(owner)
    desk.sign(owner)

    with acting(Acting.user(desk.owner.pk)), pytest.raises(Refused, match="not open any more"):
        take(desk, owner, GOOD)
