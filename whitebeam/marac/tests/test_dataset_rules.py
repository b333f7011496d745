"""The quarterly dataset against a worked example that was counted by hand."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from whitebeam.marac.rules.dataset import Around, Band, Discussed, dataset
from whitebeam.marac.rules.staffing import Ratios, plan

DAY = date(2026, 2, 3)
BANDS = {"repeats": Band(28, 40, "published"), "rate": Band(40, 40, "published")}


def case(number, source="POLICE", **given):
    return Discussed(UUID(int=number), DAY, source, **({"is_repeat": False} | given))


# Fourteen discussions of thirteen cases: case 1 was heard twice. Counted by hand, the sums stand below.
HEARD = [
    case(1, is_repeat=True, children=2, sex="FEMALE", ethnicity="WHITE", victim_age=31),
    case(1, is_repeat=True, children=2, sex="FEMALE", ethnicity="WHITE", victim_age=31),
    case(2, children=1, sex="FEMALE", ethnicity="ASIAN", victim_age=17, harmer_ages=(19,)),
    case(
        3, "ACUTE_HEALTH", sex="FEMALE", ethnicity="BLACK", disability="YES", harmer_ages=(16, 17)
    ),
    case(4, "MENTAL_HEALTH", is_repeat=True, sex="MALE", ethnicity="WHITE", lgbt="YES"),
    case(5, "SPECIALIST_SERVICE", children=3, sex="FEMALE", ethnicity="WHITE_OTHER"),
    case(6, "HOUSING", sex="FEMALE", victim_age=16),
    case(7, "COUNCIL", sex="FEMALE", ethnicity="WHITE", disability="YES"),
    case(8, sex="FEMALE", ethnicity="WHITE", victim_age=18, harmer_ages=(18,)),
    case(9, sex="FEMALE", ethnicity="", children=1),
    case(10, "PRIMARY_CARE", sex="FEMALE", ethnicity="WHITE"),
    case(11, "SUBSTANCE_MISUSE", sex="FEMALE", ethnicity="WHITE"),
    case(12, "MASH", sex="FEMALE", ethnicity="WHITE", children=1),
    case(13, "MASH", is_repeat=True, sex="MALE", ethnicity="WHITE"),
]
BY_HAND = {
    "maracs": 2,
    "meetings": 3,
    "cases": 14,
    "change": 75.0,  # 14 against 8: 6 more
    "children": 10,  # 2 + 2 + 1 + 3 + 1 + 1
    "rate": 7.0,  # 14 of 20,000
    "repeats": 28.6,  # 4 of 14: case 1 twice, 4 and 13
    "partner": 64.3,  # 9 of 14 not from the police
    "minoritised": 21.4,  # 3 of 14: Asian, Black, White other
    "lgbt": 7.1,  # 1 of 14
    "disabled": 14.3,  # 2 of 14
    "male": 14.3,  # 2 of 14
    "from-police": 5,
    "from-idva-or-specialist-service": 1,
    "from-childrens-services": 0,
    "from-adult-services": 0,
    "from-health-primary-care": 1,
    "from-health-acute-or-hospital": 1,
    "from-health-mental-health": 1,
    "from-health-community": 0,
    "from-health-of-another-kind": 0,
    "from-housing": 1,
    "from-probation": 0,
    "from-substance-misuse": 1,
    "from-education": 0,
    "from-voluntary-sector": 0,
    "from-fire-and-rescue": 0,
    "from-mash": 2,
    "from-other": 1,
    "aged-16-17": 2,
    "aged-16-17-share": 14.3,
    "harming-17": 2,  # both of case 3; 18 and 19 are older
}


def test_no_cell_is_left_out_of_the_hand_count():
    assert list(cells(HEARD)) == list(BY_HAND)


def test_those_who_referred_add_up_to_the_cases():
    assert sum(cell.value for code, cell in cells(HEARD).items() if code.startswith("from-")) == 14


def cells(heard, **around):
    beside = Around(2, 3, 8, 20_000, BANDS)
    return {cell.code: cell for cell in dataset(heard, around=replace(beside, **around))}


@pytest.mark.parametrize(("code", "by_hand"), BY_HAND.items())
def test_every_cell_agrees_with_the_hand_count(code, by_hand):
    assert cells(HEARD)[code].value == by_hand


def test_every_cell_opens_the_cases_it_counts():
    found = cells(HEARD)
    assert [code for code, cell in found.items() if cell.value and not cell.cases] == []

    assert found["repeats"].cases == (UUID(int=1), UUID(int=4), UUID(int=13))
    assert len(found["cases"].cases) == 13
    assert found["harming-17"].cases == (UUID(int=3),)


def test_a_share_says_what_it_is_of_and_whether_it_lies_in_its_band():
    repeats = cells(HEARD)["repeats"]

    assert (repeats.whole, repeats.is_within) == (14, True)
    assert "flag" in repeats.note


@pytest.mark.parametrize(
    ("repeats", "is_within"), [(27, False), (28, True), (40, True), (41, False)]
)
def test_the_band_includes_both_its_ends(repeats, is_within):
    heard = [case(n, is_repeat=n < repeats) for n in range(100)]

    assert cells(heard)["repeats"].is_within is is_within


@pytest.mark.parametrize(("months", "is_within"), [(12, False), (11, None), (3, None)])
def test_only_a_year_is_compared_with_the_published_rate(months, is_within):
    beside = Around(2, 3, 8, 20_000, BANDS, months=months)

    [rate] = [cell for cell in dataset([case(1)], around=beside) if cell.code == "rate"]

    assert rate.is_within is is_within


def test_nothing_discussed_makes_no_shares_of_nothing():
    found = cells([], discussed_a_year_before=0, adult_women=None)

    assert [found[code].value for code in ("cases", "repeats", "change", "rate")] == [
        0, None, None, None,
    ]  # fmt: skip
    assert "settings" in found["rate"].note


def test_the_planner_follows_the_published_ratios():
    lines = plan(adult_women=250_000, cases=1_000, ratios=Ratios(40, 15, 100, 400))

    assert [line.value for line in lines] == [1_000, 67, 10.0, 2.5]
    assert lines[1].formula == "1,000 cases ÷ 15 a meeting, rounded up"
