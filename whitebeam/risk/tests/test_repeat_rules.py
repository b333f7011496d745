"""A repeat by both published definitions: worked examples, with the two events as evidence."""

from datetime import date

import pytest

from whitebeam.risk.rules.repeat import (
    Event,
    Kind,
    Referral,
    Repeat,
    Rule,
    is_counted_until,
    repeat,
)

WREN, LARK, ROOK, CROW, JAY = "wren", "lark", "rook", "crow", "jay"
LAST = date(2025, 3, 10)
BOTH, NEWER_ONLY, NEITHER = (True, True), (False, True), (False, False)


def referred(on=LAST, victim=WREN, by=(ROOK,), **given):
    return Referral(on, victim, frozenset(by), **given)


def event(kind=Kind.VIOLENCE, on=date(2025, 6, 1), victim=WREN, by=(ROOK,), **given):
    return Event(on, kind, victim, frozenset(by), **given)


# What happened, what was referred before, and whether it is a repeat: (older, newer) definition.
EXAMPLES = {
    "violence three months on": (event(), [referred()], BOTH),
    "a threat to kill": (event(Kind.THREATS), [referred()], BOTH),
    "he breaks her door": (event(Kind.PROPERTY), [referred()], BOTH),
    "a pattern of stalking": (event(Kind.STALKING_PATTERN), [referred()], BOTH),
    "rape": (event(Kind.SEXUAL), [referred()], BOTH),
    "one unwanted message": (event(Kind.UNWANTED_CONTACT), [referred()], NEWER_ONLY),
    "he checks her phone": (event(Kind.CONTROLLING), [referred()], NEWER_ONLY),
    "he puts her down": (event(Kind.EMOTIONAL), [referred()], NEWER_ONLY),
    "he keeps her wages": (event(Kind.ECONOMIC), [referred()], NEWER_ONLY),
    "abuse of some other kind": (event(Kind.OTHER_ABUSE), [referred()], NEWER_ONLY),
    "a civil meeting about the children": (event(Kind.NO_ABUSE), [referred()], NEITHER),
    "never referred before": (event(), [], NEITHER),
    "on the day of the referral": (event(on=LAST), [referred()], BOTH),
    "the day before the referral": (event(on=date(2025, 3, 9)), [referred()], NEITHER),
    "the day after the referral": (event(on=date(2025, 3, 11)), [referred()], BOTH),
    "the last day of twelve months": (event(on=date(2026, 3, 10)), [referred()], BOTH),
    "a day after twelve months": (event(on=date(2026, 3, 11)), [referred()], NEITHER),
    "a message on the last day": (
        event(Kind.UNWANTED_CONTACT, date(2026, 3, 10)),
        [referred()],
        NEWER_ONLY,
    ),
    "a message a day too late": (
        event(Kind.UNWANTED_CONTACT, date(2026, 3, 11)),
        [referred()],
        NEITHER,
    ),
    "referred on 29 February, last day": (
        event(on=date(2025, 2, 28)),
        [referred(date(2024, 2, 29))],
        BOTH,
    ),
    "referred on 29 February, too late": (
        event(on=date(2025, 3, 1)),
        [referred(date(2024, 2, 29))],
        NEITHER,
    ),
    "twelve months end on 29 February": (
        event(on=date(2024, 2, 29)),
        [referred(date(2023, 3, 1))],
        BOTH,
    ),
    "another man harms her": (event(by=(CROW,)), [referred()], NEITHER),
    "he harms another woman": (event(victim=LARK), [referred()], NEITHER),
    "he and his brother": (event(by=(ROOK, CROW)), [referred()], BOTH),
    "one of two who were referred": (event(by=(CROW,)), [referred(by=(ROOK, CROW))], BOTH),
    "a third man beside two referred": (event(by=(JAY,)), [referred(by=(ROOK, CROW))], NEITHER),
    "nobody is named in the event": (event(by=()), [referred()], NEITHER),
    "nobody was named in the referral": (event(), [referred(by=())], NEITHER),
    "roles the other way round": (event(victim=ROOK, by=(WREN,)), [referred()], NEITHER),
    "two referrals, the newer in time": (
        event(on=date(2026, 5, 1)),
        [referred(), referred(date(2025, 9, 1))],
        BOTH,
    ),
    "two referrals, both too old": (
        event(on=date(2027, 1, 1)),
        [referred(), referred(date(2025, 9, 1))],
        NEITHER,
    ),
    "a later referral cannot make it one": (event(), [referred(date(2025, 7, 1))], NEITHER),
    "the very event that was referred": (
        event(on=LAST, name="incident 7"),
        [referred(led_by="incident 7")],
        NEITHER,
    ),
    "a second event on that same day": (
        event(on=LAST, name="incident 8"),
        [referred(led_by="incident 7")],
        BOTH,
    ),
    "the referral of a repeat opens a new year": (
        event(Kind.THREATS, on=date(2026, 8, 1)),
        [referred(), referred(date(2025, 8, 20))],
        BOTH,
    ),
    "mixed pairs, one fits": (
        event(Kind.EMOTIONAL),
        [referred(victim=LARK), referred(by=(CROW,)), referred()],
        NEWER_ONLY,
    ),
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_a_repeat_by_both_definitions(example):
    happened, before, (older, newer) = example

    by_older = repeat(event=happened, referrals=before, rule=Rule.CRIMINAL_ONLY)
    by_newer = repeat(event=happened, referrals=before, rule=Rule.ANY_ABUSE)

    assert (by_older is not None, by_newer is not None) == (older, newer)


def test_there_are_thirty_worked_examples():
    assert len(EXAMPLES) >= 30


def test_the_two_events_are_the_evidence():
    old, new = referred(name="case 1"), referred(date(2025, 9, 1), name="case 2")
    happened = event(on=date(2025, 10, 1), name="disclosure 3")

    found = repeat(event=happened, referrals=[old, new], rule=Rule.ANY_ABUSE)

    assert found == Repeat(new, happened, Rule.ANY_ABUSE, counts_until=date(2026, 9, 1))


def test_another_window_may_be_agreed():
    happened = event(on=date(2025, 9, 11))

    assert repeat(event=happened, referrals=[referred()], rule=Rule.ANY_ABUSE, months=6) is None
    assert is_counted_until(referred_on=LAST, months=6) == date(2025, 9, 10)
