"""Routing and references, without a database."""

from datetime import date
from uuid import UUID

import pytest

from whitebeam.referrals.rules.references import ALPHABET, is_reference, new_reference
from whitebeam.referrals.rules.routing import Conditions, Rule, Subject, first_match, fits


@pytest.mark.parametrize(
    ("when", "subject", "expected"),
    [
        ({}, Subject(), True),
        ({"area": ["A"]}, Subject(area="A"), True),
        ({"area": ["A"]}, Subject(area="B"), False),
        ({"age_min": 16}, Subject(age=16), True),
        ({"age_min": 16}, Subject(age=15), False),
        ({"age_min": 16}, Subject(), False),
        ({"age_max": 25}, Subject(age=25), True),
        ({"age_max": 25}, Subject(age=26), False),
        ({"sex": ["MALE"]}, Subject(sex="MALE"), True),
        ({"sex": ["MALE"]}, Subject(), False),
        ({"risk": ["HIGH"]}, Subject(risk="HIGH"), True),
        ({"risk": ["HIGH"]}, Subject(risk="MEDIUM"), False),
        ({"need": ["BSL"]}, Subject(needs=frozenset({"BSL", "PETS"})), True),
        ({"need": ["BSL"]}, Subject(), False),
        ({"area": ["A"], "sex": ["MALE"]}, Subject(area="A"), False),
        ({"area": "A"}, Subject(area="B"), True),
    ],
)
def test_every_named_condition_must_hold(when, subject, expected):
    assert fits(Conditions.of(when), subject=subject) is expected


def rule(position, when=None, **given):
    number = UUID(int=position)
    return Rule(number, position, Conditions.of(when or {}), number, date(2026, 1, 1), **given)


def test_the_first_rule_that_fits_decides_wherever_it_is_listed():
    rules = [rule(9), rule(2, {"area": ["A"]}), rule(1, {"area": ["B"]})]

    assert first_match(rules, subject=Subject(area="A")) == rules[1]
    assert first_match(rules, subject=Subject(area="C")) == rules[0]
    assert first_match(rules[1:], subject=Subject(area="C")) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 2, 1), True),
        (date(2026, 2, 2), False),
    ],
)
def test_a_rule_holds_from_its_first_day_to_its_last(day, expected):
    assert rule(1, ends_on=date(2026, 2, 1)).is_in_force(day) is expected
    assert rule(1).is_in_force(date(2090, 1, 1))


def test_conditions_are_stored_as_they_are_read():
    when = {"area": ["A", "B"], "age_min": 0, "need": ["BSL"]}

    assert Conditions.of(when).as_data() == when


def test_references_are_all_different_and_check_themselves():
    made = {new_reference() for _ in range(500)}

    assert len(made) == 500
    assert all(is_reference(one) and len(one) == 12 for one in made)


def test_a_reference_is_known_however_it_is_said():
    reference = new_reference()

    assert is_reference(reference.lower().replace("-", " "))
    assert is_reference(reference.removeprefix("WB-"))


def test_one_wrong_character_is_noticed():
    reference = new_reference()
    wrong = ALPHABET[(ALPHABET.index(reference[3]) + 1) % len(ALPHABET)]

    assert not is_reference(reference[:3] + wrong + reference[4:])
    assert not is_reference("WB-0000-0000")
    assert not is_reference("")
