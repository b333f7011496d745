"""Roll-ups of events: every table in one statement, small counts hidden with a companion."""

import duckdb
import pytest

from whitebeam.indicators.engine.rollup import Extract, open_engine, roll_up

HEAD = "district,quarter,agency,sex"


@pytest.fixture
def extract(tmp_path):
    def write(*counted):
        path = tmp_path / "events.csv"
        rows = [line for line, number in counted for _ in range(number)]
        path.write_text("\n".join([HEAD, *rows]))
        return Extract(path, ("sex",))

    return write


def rolled(extract, **options):
    rows = roll_up(extract, smallest_shown=8, base=5, **options)
    return {(r.district, r.quarter, r.characteristic, r.group): r.number for r in rows}


def test_counts_totals_and_groups_hides_and_rounds(extract):
    found = rolled(extract(("Dover,Q1,police,women", 33), ("Dover,Q1,police,men", 8)))

    assert found == {
        ("Dover", "Q1", "", ""): 40,
        ("Dover", "Q1", "sex", "men"): 10,
        ("Dover", "Q1", "sex", "women"): 35,
    }


def test_a_group_that_is_hidden_alone_gets_a_companion(extract):
    found = rolled(
        extract(
            ("Dover,Q1,police,women", 33),
            ("Dover,Q1,police,men", 12),
            ("Dover,Q1,police,other", 2),
        )
    )

    assert found["Dover", "Q1", "sex", "other"] is None
    assert found["Dover", "Q1", "sex", "men"] is None
    assert found["Dover", "Q1", "sex", "women"] == 35


def test_one_new_quarter_is_counted_alone(extract):
    found = rolled(
        extract(("Dover,Q1,police,women", 20), ("Dover,Q2,police,women", 9)), quarter="Q2"
    )

    assert {quarter for _, quarter, _, _ in found} == {"Q2"}


def test_the_engine_fetches_nothing():
    with open_engine() as engine, pytest.raises(duckdb.Error):
        engine.execute("select * from read_csv('https://example.org/a.csv')")
