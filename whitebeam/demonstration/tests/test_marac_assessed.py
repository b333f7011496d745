"""Invented cases keep risk as real ones do: a summary of what was signed before, and prompts."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest

from tests.marac_builders import NOON, a_case, a_marac
from tests.people_builders import a_person
from tests.risk_builders import a_tool, an_assessment, prompts_of, settings_of_risk
from tests.roles import as_role
from whitebeam.demonstration.marac_assessed import (
    by_the_tool,
    is_high,
    keep_risk,
    may_be_invented,
    minuted,
)
from whitebeam.marac.rules.from_assessment import counts
from whitebeam.referrals.models import Part
from whitebeam.risk.rules.summary import read_summary

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def kept():
    """A case with its two people, and what it keeps when it is referred at some moment."""
    settings_of_risk()
    marac, tool = a_marac(), a_tool()
    wren, rook = (a_person(marac.service, known_as=name) for name in ("Wren A", "Rook B"))
    signed = an_assessment(
        wren, perpetrator=rook, by=marac.idva, agency=marac.service, tool=tool,
        yes=("strangulation", "separation"), at=NOON, score=2, items_n=24, answered_n=20,
    )  # fmt: skip
    parts = [Part(person=wren, kind="VICTIM"), Part(person=rook, kind="PERPETRATOR")]
    numbers = count(1)

    def keep(at):
        case = a_case(marac, reference=f"WM-KEPT-{next(numbers)}")
        with as_role("wb_bulk"):
            keep_risk(case, parts, at=at)
        return case, signed

    return keep


def test_the_assessment_of_the_pair_that_was_signed_before_is_kept(kept):
    case, signed = kept(NOON + DAY)

    summary = read_summary(case.assessed)
    assert case.assessment == signed
    assert counts(summary) == "2 of 24 yes, 0 don't know, 4 not asked"
    assert "strangulation" in dict(summary.critical)
    assert "2 of 24 yes" in by_the_tool(case)
    assert "2 of 24 yes" in minuted(case)[0]


def test_a_low_total_is_no_visible_high_risk(kept):
    low, _ = kept(NOON + DAY)
    told_on_paper, _ = kept(NOON - DAY)

    assert not is_high(low)
    assert is_high(told_on_paper)


def test_one_that_was_signed_later_is_not(kept):
    case, _ = kept(NOON - DAY)

    assert (case.assessment_id, case.assessed) == (None, None)
    assert by_the_tool(case).endswith("of 24 yes")


def test_most_cases_keep_what_their_form_raised(kept):
    raised = [bool(kept(NOON - DAY)[0].prompts) for _ in range(12)]

    assert True in raised
    assert False in raised


@pytest.mark.parametrize(("code", "is_with_child", "may"), [
    ("children", False, False), ("children", True, True), ("pregnancy", True, False),
    ("animals", True, False), ("child_harms", True, False), ("strangulation", False, True),
])  # fmt: skip
def test_no_prompt_is_invented_that_the_family_contradicts(code, is_with_child, may):
    prompt = next(one for one in prompts_of() if one.code == code)
    people = {"VICTIM": uuid4()} | ({"CHILD": uuid4()} if is_with_child else {})

    assert may_be_invented(prompt, people) is may
