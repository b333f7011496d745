"""What single answers call for: every row of the table, in both packs, and for referrals."""

import pytest

from tests.risk_builders import definition, prompts_of
from whitebeam.risk.rules.prompts import Definition, Signs, When, prompts, prompts_of_form

PACKS = ("kent_medway", "example")


def raised(pack="kent_medway", *, yes=(), **signs):
    found = prompts(definitions=prompts_of(pack), signs=Signs(frozenset(yes), **signs))
    return [one.code for one in found]


def by_form(**answers):
    return {one.code for one in prompts_of_form(definitions=prompts_of(), answers=answers)}


LOW = {"total": 2, "threshold": 14}
# What is answered, and the prompt that must come.
ROWS = [
    ({"yes": ["strangulation"]}, "strangulation"),
    ({"yes": ["perp_suicide"]}, "suicide"),
    ({"yes": ["low_or_suicidal"]}, "suicide"),
    ({"yes": ["separation", "control_jealousy", "injury"]}, "cluster"),
    ({"yes": ["separation", "control_jealousy", "strangulation"]}, "cluster"),
    ({"yes": ["separation", "control_jealousy", "weapons"]}, "cluster"),
    ({"yes": ["stalking"]}, "stalking"),
    ({"has_children": True}, "children"),
    ({"yes": ["child_contact"]}, "children"),
    ({"yes": ["other_threatening"]}, "honour"),
    ({"yes": ["weapons"]}, "weapons"),
    ({"yes": ["animals"]}, "animals"),
    ({"yes": ["misuse_mh"]}, "person_causing_harm"),
    ({"yes": ["police_history"]}, "person_causing_harm"),
    ({"escalation_met": True, **LOW}, "escalation"),
    ({"says_high": True, **LOW}, "says_high"),
    ({"yes": ["separation"]}, "separation"),
    ({"yes": ["pregnancy"]}, "pregnancy"),
    ({"yes": ["s_threats"]}, "stalking"),
    ({"yes": ["s_past_violence"]}, "person_causing_harm"),
    ({"yes": ["h_death_threat"]}, "honour"),
    ({"yes": ["h_death_threat"]}, "threat_to_kill"),
    ({"yes": ["h_self_harm"]}, "suicide"),
    ({"victim_is_child": True}, "children"),
    ({"ticked": frozenset({("hurt_others", "CHILDREN")})}, "children"),
    ({"ticked": frozenset({("threat_to_kill", "CHILDREN")})}, "children"),
    ({"ticked": frozenset({("fear_of_what", "HARM_TO_CHILDREN")})}, "children"),
    ({"yes": ["threat_to_kill"]}, "threat_to_kill"),
    ({"child_harms": True}, "child_harms"),
]
CRITICAL = {
    *("strangulation", "suicide", "cluster", "threat_to_kill", "separation", "pregnancy"),
    *("stalking", "honour", "weapons"),
}


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(("signs", "code"), ROWS, ids=str)
def test_every_row_has_its_prompt(pack, signs, code):
    assert code in raised(pack, **signs)


@pytest.mark.parametrize("pack", PACKS)
def test_nothing_is_raised_by_nothing(pack):
    assert raised(pack, **LOW) == []


@pytest.mark.parametrize("pack", PACKS)
def test_critical_items_are_alerts_however_low_the_total(pack):
    assert {one.code for one in prompts_of(pack) if one.critical} == CRITICAL
    assert raised(pack, yes=["strangulation"], total=1, threshold=14) == ["strangulation"]


def test_alerts_come_first():
    assert raised(yes=["animals", "strangulation"]) == ["strangulation", "animals"]


@pytest.mark.parametrize(
    "yes", [["separation", "control_jealousy"], ["control_jealousy", "injury"]]
)
def test_the_cluster_needs_all_three(yes):
    assert "cluster" not in raised(yes=yes)


@pytest.mark.parametrize("total", [14, 20])
def test_a_total_that_reaches_the_threshold_needs_no_other_ground(total):
    signs = {"total": total, "threshold": 14}

    assert raised(says_high=True, escalation_met=True, **signs) == []


def test_a_tool_without_a_total_reaches_no_threshold_and_says_so():
    assert raised(says_high=True, escalation_met=True) == ["escalation", "says_high"]


def test_a_condition_that_asks_nothing_raises_nothing():
    empty = Definition(code="empty", title="T", text="T", source="S", when=(When(),))

    assert prompts(definitions=[empty], signs=Signs(frozenset())) == ()


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"signs": ["STRANGULATION"]}, {"strangulation"}),
        ({"signs": ["SUICIDE_OF_OTHER"]}, {"suicide"}),
        ({"needs": ["SUICIDE"]}, {"suicide"}),
        ({"signs": ["WEAPONS"]}, {"weapons"}),
        ({"signs": ["THREAT_TO_KILL"]}, {"threat_to_kill"}),
        ({"signs": ["PREGNANT"]}, {"pregnancy"}),
        ({"signs": ["ANIMALS"]}, {"animals"}),
        ({"signs": ["POLICE_HISTORY"]}, {"person_causing_harm"}),
        ({"abuse_types": ["STALKING"]}, {"stalking"}),
        ({"abuse_types": ["FORCED_MARRIAGE"]}, {"honour"}),
        ({"abuse_types": ["CHILD_TO_PARENT"]}, {"child_harms"}),
        ({"abuse_types": ["AFTER_SEPARATION"]}, {"separation"}),
        (
            {"abuse_types": ["AFTER_SEPARATION", "CONTROLLING", "PHYSICAL"]},
            {"separation", "cluster"},
        ),
        ({"has_children": ["YES"]}, {"children"}),
        ({"says_high": ["YES"]}, {"says_high"}),
        ({"says_high": ["NOT_ASKED"]}, set()),
        ({"signs": ["POLICE_EVENTS"]}, {"escalation"}),
        ({"grounds": ["POTENTIAL_ESCALATION"]}, {"escalation"}),
        ({"has_children": ["NO"], "abuse_types": ["EMOTIONAL"]}, set()),
        ({}, set()),
    ],
)
def test_a_referral_raises_prompts_by_its_answers(answers, codes):
    assert by_form(**answers) == codes


VIOLENCE = [
    *(("abuse_types", code) for code in ("PHYSICAL", "SEXUAL")),
    *(("signs", code) for code in ("STRANGULATION", "THREAT_TO_KILL", "WEAPONS")),
]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("left", [("signs", "SEPARATION"), ("abuse_types", "AFTER_SEPARATION")])
@pytest.mark.parametrize("violence", VIOLENCE)
def test_any_violence_and_either_word_for_leaving_make_the_cluster(pack, left, violence):
    three = [left, ("abuse_types", "CONTROLLING"), violence]

    assert "cluster" in of_answers(three, pack)
    for one in three:
        assert "cluster" not in of_answers([other for other in three if other != one], pack)


def of_answers(given, pack):
    answers = {question: [c for q, c in given if q == question] for question, _ in given}
    found = prompts_of_form(definitions=prompts_of(pack), answers=answers)
    return {one.code for one in found}


def test_a_prompt_loaded_before_there_were_groups_still_needs_all_its_answers():
    old = {"abuse_types": ["CONTROLLING", "PHYSICAL"]}
    one = Definition(code="old", title="T", text="T", source="S", form_all=old)

    assert prompts_of_form(definitions=[one], answers={"abuse_types": ["PHYSICAL"]}) == ()
    assert prompts_of_form(definitions=[one], answers=old) == (one,)


def test_the_checklist_has_its_24_items_and_the_stalking_set_its_11():
    assert len(definition("dash").codes()) == 24
    assert len(definition("young-person").codes()) == 24
    assert len(definition("stalking").codes()) == 11
