"""Invented assessments agree with the family that they are of, and leave what signing leaves."""

import json

import pytest

from tests.factories import worker_at
from tests.people_builders import as_worker
from tests.risk_builders import all_tools, settings_of_risk
from tests.roles import as_role
from whitebeam.demonstration.load import load
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.risk_over_time import Circle, signs_beside, taken_over_time
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.risk import policy
from whitebeam.risk.models import AssessedChild, Assessment, CountedAnswers, RolesMark
from whitebeam.risk.rules.answers import Answer, answer_to, read
from whitebeam.risk.rules.contents import unpacked
from whitebeam.risk.tests.desk import ASSESSING

ITEMS = ("child_contact", "pregnancy", "animals", "injury", "worse")


def taken(circle, number):
    return list(
        taken_over_time(
            Dice(number, "x"), items=ITEMS, risk="HIGH", circle=circle, asking=Dice(number, "y"),
            first=NOW.replace(year=2024), until=NOW, threshold=14,
        )
    )  # fmt: skip


def test_what_cannot_be_is_never_yes_and_what_is_stays_yes():
    circle = Circle(always=frozenset({"pregnancy"}), never=frozenset({"child_contact", "animals"}))
    answers = [one.answers for number in range(40) for one in taken(circle, number)]

    assert {answer_to(one, "child_contact") for one in answers} == {
        Answer.NO, Answer.DONT_KNOW, Answer.NOT_ASKED,
    }  # fmt: skip
    assert {answer_to(one, "pregnancy") for one in answers} == {Answer.YES, Answer.NOT_ASKED}
    beside = signs_beside(Dice(1, "x"), items=ITEMS, circle=circle)
    assert answer_to(beside, "pregnancy") is Answer.YES


def test_a_habit_changes_nothing_but_what_is_left_out():
    usual = [one.answers for number in range(40) for one in taken(Circle(), number)]
    slow = [
        one.answers
        for number in range(40)
        for one in taken(Circle(seldom=frozenset({"worse"})), number)
    ]

    assert [{**one, "worse": 0} for one in usual] == [{**one, "worse": 0} for one in slow]
    assert sum("worse" in one for one in slow) < 0.8 * sum("worse" in one for one in usual)


@pytest.mark.django_db
def test_each_is_counted_once_and_speaks_of_children_only_where_there_are_some():
    make_partnership()
    settings_of_risk()
    all_tools()

    with as_role("wb_bulk"):
        load(at=NOW, people=900, seed=3, say=lambda _line: None)
        signed = list(Assessment.objects.select_related("tool"))
        counted = {one.assessment_id: one for one in CountedAnswers.objects.all()}
        marks = list(RolesMark.objects.select_related("assessment", "correction"))
        with_children = set(AssessedChild.objects.values_list("assessment", flat=True))

    for one in marks:
        wrong, right = one.assessment, one.correction
        assert (wrong.victim_id, wrong.perpetrator_id) == (right.other_id, right.person_id)
        assert wrong.agency_id != right.agency_id
        assert wrong.set_aside_by_id == (right.pk if one.found else None)
    assert {one.found for one in marks} == {"", "SET_ASIDE"}
    waits = next(one for one in marks if not one.found)
    colleague = worker_at(waits.assessment.agency, *ASSESSING)
    with as_worker(colleague):
        assert waits in policy.marks_waiting_for(colleague)
    assert {one.tool.code for one in signed} >= {"dash", "stalking"}
    assert {one.pk for one in signed} == set(counted)
    marked = {one.assessment_id for one in marks}
    for one in signed:
        answers = read(str(one.answers))
        told = json.loads(counted[one.pk].answers)
        assert {code: answer_to(answers, code) for code in told} == told
        assert len(told) == one.items_n
        if one.tool.code == "dash" and one.pk not in marked:
            is_told = unpacked(one.prescreen)["has_children"] == "YES"
            assert is_told is (one.pk in with_children)
            assert is_told or answer_to(answers, "child_contact") is not Answer.YES
