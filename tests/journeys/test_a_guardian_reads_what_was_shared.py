"""A guardian reads what was shared for MARAC, finds what is to be looked at, and takes the CSV."""

import csv

import pytest

from tests.journeys.at_marac import become
from tests.journeys.files import is_refused, open_file
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey


def test_a_guardian_reads_what_was_shared(wide_walker_under_axe, product):
    _read_and_take(wide_walker_under_axe, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _read_and_take(narrow_walker_under_axe, product)


def _read_and_take(walker, product):
    seeded = seeded_in(product.folder, "sharing")
    become(walker, seeded["guardian"])
    walker.press("Guardian")
    walker.press("What was shared for MARAC")
    walker.sees(
        "2 receipts: no agreement was in force for 1 in an emergency and for 0 without a reason"
    )
    report, line = walker.page.url, _line_of(walker, seeded["case"])
    assert "Emergency, no agreement" in line
    assert "The police" in line

    head, *rows = csv.reader(open_file(walker, "CSV").splitlines())
    assert [row[head.index("In an emergency")] for row in rows] == ["0", "1"]
    assert not any(seeded["case"] in row for row in rows)

    walker.page.locator("aside a[href^='?quarter=']").first.click()
    walker.look()
    walker.sees("Nothing was shared in these months")
    walker.sees_nothing_of(seeded["case"])

    become(walker, seeded["people"]["rep"])
    is_refused(walker, report, f"{report}csv/")


def _line_of(walker, reference):
    return walker.page.locator("tbody tr").filter(has_text=reference).inner_text()
