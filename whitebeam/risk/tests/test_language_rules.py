"""Words that share the blame or put it on the person harmed are nudged, with the reason."""

import pytest

from tests.risk_builders import patterns_of
from whitebeam.risk.rules.language import Nudge, Pattern, nudges

ONE = Pattern(
    code="blame",
    phrases=("provoke*", "brought it on", "choose* to stay"),
    reason="It blames.",
    instead="Say what was done.",
    source="Test",
)


def words(text, patterns=(ONE,)):
    return [nudge.words for nudge in nudges(text, patterns)]


def test_a_nudge_says_what_where_why_and_what_instead():
    assert nudges("He says she brought it on.", [ONE]) == (
        Nudge("brought it on", 12, "blame", "It blames.", "Say what was done."),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She provoked him", ["provoked"]),
        ("PROVOKES", ["PROVOKES"]),
        ("She chooses   to\nstay", ["chooses   to\nstay"]),
        ("brought it online", []),
        ("unprovoked", []),
        ("", []),
        ("He held her by the throat.", []),
    ],
)
def test_a_star_ends_a_word_any_way_and_spaces_are_any_spaces(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    ['He said "she provoked me".', "He said “she provoked me”.", "He said 'she provoked me'."],
)
def test_somebodys_own_words_are_left_alone(text):
    assert words(text) == []


def test_an_apostrophe_opens_no_quotation():
    assert words("She didn't know he's provoked, didn't she") == ["provoked"]


def test_each_wording_is_told_once_where_it_stands_first():
    found = nudges("provoked and Provoked and brought it on", [ONE])

    assert [(one.words, one.at) for one in found] == [("provoked", 0), ("brought it on", 26)]


@pytest.mark.parametrize("strange", ["a" * 50_000, '"' * 5_000, "provoke " * 5_000])
def test_strange_text_takes_no_time(strange):
    assert len(nudges(strange, [ONE])) <= 1


@pytest.mark.parametrize("pack", ["kent_medway", "example"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("There is mutual abuse in this toxic relationship", "mutual"),
        ("The children live with parental conflict", "conflict"),
        ("She keeps going back and failed to protect them", "blame"),
        ("The alleged victim claims that he hit her", "doubt"),
        ("She did not engage with the service", "engage"),
        ("It was just a slap; he lost his temper", "softened"),
        ("A child perpetrator of 11", "child_as_criminal"),
        ("Her son slept through", "child_as_witness"),
    ],
)
def test_the_packs_know_words_of_each_kind(pack, text, code):
    assert code in {nudge.code for nudge in nudges(text, patterns_of(pack))}


def test_a_plain_account_is_not_nudged():
    told = "On Monday he strangled her in the kitchen. She told me so and is very afraid."

    assert nudges(told, patterns_of()) == ()
