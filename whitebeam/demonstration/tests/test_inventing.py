"""The invented world: always the same for a seed, streamed, and harmless outside it."""

import re
import tracemalloc
from collections import Counter
from datetime import date, timedelta
from itertools import chain, islice

import pytest

from whitebeam.demonstration.rules.invention import invent
from whitebeam.demonstration.rules.values import Part, Place, Stage

TODAY = date(2026, 5, 6)
AREAS = (
    Place("E07000105", "Ashford", ("TN23 1AA", "TN24 8BB"), 13),
    Place("E06000035", "Medway", ("ME4 4AB", "ME7 1CD"), 28),
)
MOBILE = re.compile(r"^(?:\+44 ?|0)7700 ?900\d{3}$")
LANDLINE = re.compile(r"^01632 960\d{3}$")


@pytest.fixture(scope="module")
def world():
    return tuple(invent(7, 6000, AREAS, TODAY))


@pytest.fixture(scope="module")
def people(world):
    return tuple(chain.from_iterable(household.people for household in world))


@pytest.fixture(scope="module")
def stories(world):
    return tuple(chain.from_iterable(household.stories for household in world))


def test_gives_the_same_world_for_the_same_seed():
    first = tuple(invent(7, 400, AREAS, TODAY))
    second = tuple(invent(7, 400, AREAS, TODAY))

    assert first == second


def test_a_larger_world_begins_with_the_smaller_one(world):
    small = tuple(invent(7, 400, AREAS, TODAY))

    assert small == world[: len(small)]


def test_gives_another_world_for_another_seed():
    assert next(invent(7, 1, AREAS, TODAY)) != next(invent(8, 1, AREAS, TODAY))


def test_makes_at_least_as_many_people_as_asked_for_and_few_more(people):
    assert 6000 <= len(people) < 6020


def test_every_telephone_is_one_kept_for_drama(people):
    numbers = [
        (contact.kind, contact.value)
        for person in people
        for contact in person.contacts
        if contact.kind != "EMAIL"
    ]

    assert numbers
    for kind, number in numbers:
        assert (MOBILE if kind == "MOBILE" else LANDLINE).match(number), number


def test_every_email_is_at_an_example_domain(people):
    addresses = [c.value for person in people for c in person.contacts if c.kind == "EMAIL"]

    assert addresses
    assert all(re.match(r"^[a-z]+\.[a-z]+\d+@\w+\.example\.org$", one) for one in addresses)


def test_no_text_holds_a_number_or_an_address(stories):
    for story in stories:
        assert not re.search(r"@|\d{3}", story.narrative + story.own_words)
        assert "{" not in story.narrative


def test_postcodes_are_those_handed_in(people):
    given = {code.replace(" ", "") for area in AREAS for code in area.postcodes}

    used = {home.postcode.replace(" ", "") for person in people for home in person.addresses}

    assert used == given


def test_every_state_appears(stories):
    assert {story.stage for story in stories} == set(Stage)


def test_steps_are_in_order_and_none_is_in_the_future(stories):
    for story in stories:
        moments = [step.at for step in story.steps]
        assert moments == sorted(moments)
        assert moments[-1].date() <= TODAY
        assert story.sent_at.date() >= TODAY - timedelta(days=375)


def test_some_referrals_were_late_and_escalated(stories):
    late = [story for story in stories if story.escalated_at]

    assert 0.01 < len(late) / len(stories) < 0.1


def test_the_same_person_is_registered_twice_under_varying_names(people):
    truths = Counter(person.truth for person in people)
    by_truth: dict[str, set] = {}
    for person in people:
        by_truth.setdefault(person.truth, set()).add(person.names[0])

    twice = [truth for truth, count in truths.items() if count > 1]

    assert len(twice) > 60
    assert sum(len(by_truth[truth]) > 1 for truth in twice) / len(twice) > 0.9


def test_one_person_causes_harm_in_several_households(world):
    homes: dict[object, set[int]] = {}
    for household in world:
        for story in household.stories:
            for party in story.parties:
                if party.part is Part.PERPETRATOR:
                    homes.setdefault(party.person, set()).add(household.index)

    assert max(len(found) for found in homes.values()) >= 2


def test_the_same_pair_comes_again_within_months(stories):
    repeats = [story for story in stories if story.repeat_of]

    assert len(repeats) > 100


def test_one_person_plays_different_parts_in_different_records(stories):
    parts: dict[object, set[Part]] = {}
    for story in stories:
        for party in story.parties:
            parts.setdefault(party.person, set()).add(party.part)

    assert {Part.VICTIM, Part.CHILD} in parts.values()
    assert {Part.VICTIM, Part.PERPETRATOR} in parts.values()


def test_everyone_mentioned_is_a_person_made_by_then(world):
    known = set()
    for household in world:
        known |= {person.id for person in household.people}
        mentioned = {party.person for story in household.stories for party in story.parties}
        mentioned |= {link.person for link in household.links}
        mentioned |= {one.person for one in household.involvements}
        assert mentioned <= known


def test_safe_contact_comes_in_every_variant(people):
    adults = [person for person in people if person.contacts]
    rules = [rule for person in adults for rule in person.safe]

    assert any(not person.safe for person in adults)
    assert {rule.answer for rule in rules} == {"SAFE", "UNSAFE"}
    assert any(rule.expires and rule.expires < TODAY for rule in rules)
    assert any(rule.safe_word for rule in rules)


def test_blocks_warnings_and_flags_appear_seldom(world):
    assert 0 < sum(bool(household.blocks) for household in world) < len(world) * 0.05
    assert 0 < sum(bool(household.warnings) for household in world) < len(world) * 0.1
    assert any(household.flags for household in world)


def test_a_million_people_are_streamed_in_little_memory():
    stream = invent(7, 1_000_000, AREAS, TODAY)
    next(stream)
    tracemalloc.start()

    for _ in islice(stream, 1500):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 3_000_000
