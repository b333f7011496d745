"""Small counts are hidden, the rest rounded, and an attacker with everything finds none of them."""

import pytest

from whitebeam.indicators.rules.bounds import Sum
from whitebeam.indicators.rules.disclosure import (
    Released,
    Rule,
    Tables,
    Unsafe,
    primary_only,
    protect,
)
from whitebeam.indicators.tests.attack import Found, by_rule, play

ALL, A, B, C = ("all",), ("a",), ("b",), ("c",)


def row(total, *parts):
    places = [(name,) for name in "abcdefgh"[: len(parts)]]
    counts = {ALL: total, **dict(zip(places, parts, strict=True))}
    return Tables(counts, (Sum(ALL, tuple(places)),))


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20)],
)
def test_counts_of_one_to_seven_are_hidden_and_the_rest_rounded(count, shown):
    assert protect(Tables({A: count})) == {A: shown}


def test_a_total_is_counted_first_and_then_rounded():
    assert protect(row(36, 12, 12, 12)) == {ALL: 35, A: 10, B: 10, C: 10}


def test_a_row_whose_total_is_small_hides_its_noughts_too():
    shown = protect(row(3, 3, 0))

    assert shown == {ALL: None, A: None, B: None}


def test_more_is_hidden_where_a_total_would_give_a_count_away():
    # Shown, the total of 8 to 12 and one part of 8 to 12 would leave four others one each.
    shown = protect(row(12, 8, 1, 1, 1, 1))

    assert shown[ALL] is None or shown[A] is None


def test_what_was_hidden_and_has_not_changed_stays_hidden():
    first = row(12, 8, 1, 1, 1, 1)
    told = Released(first, protect(first))
    hidden = {place for place, shown in told.shown.items() if shown is None}

    again = protect(first, earlier=(told,))

    assert hidden <= {place for place, shown in again.items() if shown is None}


def test_a_difference_between_releases_that_gives_a_count_away_is_refused():
    # Everybody but A and B was printed before; now all are, and hiding cannot take that back.
    counts = {("all",): 12, ("rest",): 8, A: 2, B: 2}
    with_rest = Tables(counts, (Sum(ALL, (("rest",), A, B)),))
    naked = {ALL: 10, ("rest",): 10, A: None, B: None}
    narrow = Rule(narrowest=7)

    with pytest.raises(Unsafe) as refusal:
        protect(with_rest, earlier=(Released(with_rest, naked),), rule=narrow)

    assert set(refusal.value.places) == {A, B}


def test_what_follows_from_two_tables_is_protected_though_it_is_never_printed():
    # 12 were due and 11 done: the one not done is a person, and no table may give her away.
    tables = Tables({ALL: 12, A: 11, B: 1}, (Sum(ALL, (A, B)),), implied=frozenset({B}))

    shown = protect(tables)

    assert B not in shown
    assert {shown[ALL], shown[A]} <= {10, None}


# 42 releases of 15 invented quarters; `python -m bench.disclosure` attacks a thousand.
STORIES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 15, 16, 17, 20]


@pytest.mark.parametrize("seed", STORIES)
def test_an_attacker_with_every_release_finds_no_count(seed):
    found = Found()

    play(seed, by_rule, is_rounded=True, into=found)

    assert found.released > 0
    assert found.attacked > 0
    assert (found.exact, found.within_three, found.wrong) == (0, 0, [])


def test_the_same_attacker_breaks_what_hides_small_counts_alone():
    found = Found()

    play(4, lambda tables, _: primary_only(tables), is_rounded=False, into=found, releases=1)

    assert found.exact > 0
    assert found.wrong == []
