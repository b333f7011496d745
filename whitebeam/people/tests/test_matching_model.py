"""The model is a reviewed file, and training keeps its rules."""

import json
import math

import pytest

from whitebeam.people.rules.levels import Field, Level
from whitebeam.people.rules.model import (
    FILE,
    LIKE_ANYONE,
    START_FILE,
    as_json,
    load_model,
    model_from,
)
from whitebeam.people.rules.train import train

START = load_model(START_FILE)


@pytest.mark.parametrize("path", [FILE, START_FILE], ids=lambda path: path.name)
def test_the_chances_of_a_field_add_up(path):
    for levels in load_model(path).chances.values():
        for place in range(3):
            assert math.isclose(sum(one[place] for one in levels.values()), 1, abs_tol=0.02)


@pytest.mark.parametrize("path", [FILE, START_FILE], ids=lambda path: path.name)
def test_relatives_agree_like_anyone_on_what_is_a_persons_own(path):
    chances = load_model(path).chances

    for field in LIKE_ANYONE:
        assert all(one.household == one.unrelated for one in chances[field].values())


def test_a_model_written_and_read_is_the_same():
    assert model_from(json.loads(as_json(START))) == START


def changed(field, level, chances):
    data = json.loads(as_json(START))
    data["chances"][field][level] = chances
    return data


def test_refuses_a_relative_who_agrees_more_than_anyone_on_a_forename():
    with pytest.raises(ValueError, match="as often as anyone"):
        model_from(changed("forename", "same", [0.8, 0.5, 0.006]))


@pytest.mark.parametrize("chance", [0, 1.5])
def test_refuses_what_is_no_chance(chance):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        model_from(changed("surname", "same", [chance, 0.5, 0.006]))


def test_refuses_a_model_without_chances():
    with pytest.raises(ValueError, match="no table of chances"):
        model_from(json.loads(as_json(START)) | {"chances": None})


def test_the_prior_falls_as_more_people_are_held():
    few, many = START.for_population(1_000), START.for_population(1_000_000)

    assert few.prior_same > many.prior_same
    assert few.prior_household > many.prior_household
    assert START.for_population(0).population == 1


def pattern(**levels):
    return tuple((Field(field), Level(level)) for field, level in levels.items())


HERSELF = pattern(forename="same", surname="same", birth_date="same", address="house", phone="same")
MOVED = pattern(forename="same", surname="same", birth_date="same", address="different", sex="same")
PARTNER = pattern(forename="different", surname="same", birth_date="different", address="house")
STRANGER = pattern(forename="different", surname="sound", birth_date="two_parts", sex="same")


def test_training_learns_how_often_people_move():
    pairs = [HERSELF] * 400 + [MOVED] * 600 + [PARTNER] * 1_000 + [STRANGER] * 4_000

    trained = train(pairs, start=START, version="tested")

    before, after = START.chances[Field.ADDRESS], trained.chances[Field.ADDRESS]
    assert trained.version == "tested"
    assert after[Level.DIFFERENT].same > before[Level.DIFFERENT].same
    assert math.isclose(after[Level.DIFFERENT].same, 0.54, abs_tol=0.05)
    assert after[Level.HOUSE].household > 0.9


def test_training_leaves_chance_and_what_is_a_persons_own_alone():
    trained = train([HERSELF] * 10 + [PARTNER] * 20, start=START, version="tested")

    for field, levels in START.chances.items():
        for level, chances in levels.items():
            assert trained.chances[field][level].unrelated == chances.unrelated
    assert model_from(json.loads(as_json(trained))) == trained


def test_a_level_never_seen_stays_possible():
    trained = train([HERSELF] * 10_000 + [STRANGER], start=START, version="tested")

    assert trained.chances[Field.PHONE][Level.DIFFERENT].same > 0
