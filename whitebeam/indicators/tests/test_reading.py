"""The rows of a spreadsheet in words: what was meant, and where a fault stands."""

from decimal import Decimal

import pytest

from whitebeam.indicators.rules.definitions import Definition, Unit
from whitebeam.indicators.rules.reading import Part, guessed, missing_meanings, read_rows

AREAS = [("E1", "Ashford"), ("E2", "Folkestone and Hythe")]
REF = Definition("REF-01", Unit.COUNT, by_area=True)
DONE = Definition("DONE", Unit.PERCENT, whole_name="actions due")
PARTS = [Part(one, one.code, tuple(one.lines(AREAS))) for one in (REF, DONE)]
HEADINGS = ["Code", "District", "Count", "Of how many", "Note"]
MAPPING = guessed(HEADINGS)


def read(*rows):
    return read_rows([HEADINGS, *rows], mapping=MAPPING, parts=PARTS)


def test_usual_headings_are_understood_at_once():
    assert MAPPING == {
        "Code": "indicator",
        "District": "line",
        "Count": "numerator",
        "Of how many": "denominator",
        "Note": "explanation",
    }
    assert missing_meanings({"Code": "indicator"}) == ["District or group", "Number"]


def test_each_row_is_a_line_of_an_indicator():
    found = read(
        ["ref-01", "", "1,204", "", ""],
        ["REF-01", "Folkestone & Hythe", "7", "", "New worker"],
        ["", "", "", "", ""],
        ["DONE", "all", "8", "10", ""],
    )

    assert found.findings == ()
    assert [
        (code, line.label, v.numerator, v.denominator) for (code, line), v in found.values.items()
    ] == [
        ("REF-01", "everyone", Decimal(1204), None),
        ("REF-01", "Folkestone and Hythe", Decimal(7), None),
        ("DONE", "everyone", Decimal(8), Decimal(10)),
    ]


@pytest.mark.parametrize("typed", ["", "-", "n/a", "Not known"])
def test_what_is_not_known_is_no_fault_of_reading(typed):
    found = read(["REF-01", "", typed, "", "No system"])

    assert found.findings == ()
    assert next(iter(found.values.values())).numerator is None


@pytest.mark.parametrize(
    ("row", "where", "said"),
    [
        (["XX", "", "1", "", ""], "Row 2, column A (Code)", "“XX” is no indicator"),
        (["REF-01", "Leeds", "1", "", ""], "Row 2, column B (District)", "“Leeds” is no district"),
        (["REF-01", "", "twelve", "", ""], "Row 2, column C (Count)", "“twelve” is not a number"),
        (["DONE", "", "1", "1e99", ""], "Row 2, column D (Of how many)", "is not a number"),
        (["REF-01", "", "NaN", "", ""], "Row 2, column C (Count)", "is not a number"),
    ],
)
def test_a_fault_names_its_row_and_its_cell(row, where, said):
    (fault,) = read(row).findings

    assert fault.where == where
    assert said in fault.sentence


def test_a_line_given_twice_is_a_fault():
    (fault,) = read(["REF-01", "", "1", "", ""], ["REF-01", "all", "2", "", ""]).findings

    assert (fault.row, fault.sentence) == (
        3,
        "everyone was given in row 2 already. Keep one of them.",
    )
