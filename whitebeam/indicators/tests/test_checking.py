"""What a return must put right, and what it may explain."""

from decimal import Decimal

import pytest

from whitebeam.indicators.rules.checking import Mend, Value, check
from whitebeam.indicators.rules.definitions import Breakdown, Definition, Line, Unit

AREAS = [("E1", "Ashford"), ("E2", "Dover")]
ALL, ASHFORD, DOVER = Line("everyone"), Line("Ashford", area="E1"), Line("Dover", area="E2")
COUNT = Definition("REF", Unit.COUNT, by_area=True)
SHARE = Definition("DONE", Unit.PERCENT, whole_name="actions due")


def n(*numbers, explanation=""):
    return Value(
        *(Decimal(str(x)) if x is not None else None for x in numbers), explanation=explanation
    )


def found(definition, given, last=None):
    return check(definition, lines=definition.lines(AREAS), given=given, last=last or {})


def sentences(*arguments, **options):
    return [finding.sentence for finding in found(*arguments, **options)]


def test_a_return_that_adds_up_has_nothing_to_mend():
    assert found(COUNT, {ALL: n(30), ASHFORD: n(10), DOVER: n(20)}) == []


def test_a_line_that_is_missing_is_asked_for():
    assert sentences(COUNT, {ALL: n(10), ASHFORD: n(10)}) == [
        "Enter the number for Dover, or say why it is not known."
    ]


def test_what_is_not_known_is_an_answer_when_it_is_explained():
    given = {ALL: n(10), ASHFORD: n(10), DOVER: n(None, explanation="System change")}

    assert found(COUNT, given) == []


def test_districts_must_add_up_to_the_total():
    assert sentences(COUNT, {ALL: n(31), ASHFORD: n(10), DOVER: n(20)}) == [
        "The districts add up to 30, but the number for everyone is 31. Correct one of them."
    ]


def test_groups_must_add_up_to_the_total():
    by_sex = Breakdown("sex", "sex", (("F", "Women"), ("M", "Men")))
    definition = Definition("X", Unit.COUNT, breakdowns=(by_sex,))
    women, men = definition.lines(AREAS)[1:]

    assert sentences(definition, {ALL: n(10), women: n(8), men: n(3)}) == [
        "The groups by sex add up to 11, but the number for everyone is 10. Correct one of them."
    ]


def test_a_median_need_not_add_up():
    definition = Definition("WAIT", Unit.MEDIAN, by_area=True)

    assert found(definition, {ALL: n(3.5), ASHFORD: n(3), DOVER: n(4)}) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (n(-1, 5), "cannot be below nought"),
        (n("1.5", 5), "Enter a whole number"),
        (n(6, 5), "is larger than the actions due"),
        (n(1), "Enter the actions due for everyone"),
    ],
)
def test_a_share_must_be_possible(value, said):
    assert any(said in sentence for sentence in sentences(SHARE, {ALL: value}))


def test_a_jump_on_last_time_is_explained_or_corrected():
    last = {ALL: n(100)}

    jump = found(Definition("A", Unit.COUNT), {ALL: n(160)}, last)

    assert [finding.mend for finding in jump] == [Mend.EXPLAIN]
    assert "160, up from 100 last time" in jump[0].sentence
    assert (
        found(Definition("A", Unit.COUNT), {ALL: n(160, None, explanation="New team")}, last) == []
    )


@pytest.mark.parametrize(("now", "then"), [(150, 100), (19, 1), (50, 100)])
def test_half_as_much_again_or_a_few_more_is_no_jump(now, then):
    assert found(Definition("A", Unit.COUNT), {ALL: n(now)}, {ALL: n(then)}) == []


def test_more_than_was_ever_expected_is_explained():
    definition = Definition("A", Unit.COUNT, most=Decimal(500))

    assert [f.mend for f in found(definition, {ALL: n(501)})] == [Mend.EXPLAIN]
    assert found(definition, {ALL: n(501, None, explanation="Campaign")}) == []


def test_an_owner_of_one_district_gives_it_as_the_total():
    assert COUNT.lines(AREAS[:1]) == [ALL]
