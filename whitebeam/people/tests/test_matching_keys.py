"""A record is found as long as one combination of its details survived."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from whitebeam.people.rules.keys import Key, KeyKind, keys_of, query_keys
from whitebeam.people.rules.known import Address, NameKind, Precision
from whitebeam.people.rules.standardise import standardise
from whitebeam.people.tests.known_people import BORN, HOME, known, name
from whitebeam.people.tests.test_matching_standardise import ANYONE, STABLE

SECRET = b"a secret of the partnership"
JANE = known("Jane", "Brown", born=BORN, addresses=(HOME,), phones=("07700 900123",))


def stored(anyone):
    return keys_of(standardise(anyone), secret=SECRET)


def asked(anyone):
    return query_keys(standardise(anyone), secret=SECRET)


def shared(question, record):
    return {KeyKind(key.kind) for key in asked(question) & stored(record)}


def test_a_plain_record_has_one_key_of_every_kind():
    assert {key.kind for key in stored(JANE)} == set(KeyKind)


def test_a_swapped_day_and_month_costs_nothing():
    question = known("", "", born=date(1985, 12, 3))
    record = known("Jane", "Brown", born=date(1985, 3, 12))

    assert shared(question, record) == {KeyKind.BIRTH_DATE}


def test_a_nickname_finds_the_full_name():
    assert KeyKind.NAMES in shared(known("Kate", "Brown"), known("Catherine", "Brown"))
    assert KeyKind.NAMES in shared(known("Mohammed", "Ali"), known("Muhammad", "Aly"))


def test_a_name_that_sounds_alike_is_found():
    assert KeyKind.NAMES in shared(known("Stephen", "Smyth"), known("Steven", "Smith"))


def test_a_question_also_looks_under_the_second_way_a_name_may_sound():
    assert KeyKind.NAMES in shared(known("Anna", "Smith"), known("Anna", "Schmidt"))
    assert len(asked(known("Anna", "Smith"))) > len(stored(known("Anna", "Smith")))


def test_one_half_of_a_double_surname_finds_it():
    record = known("Jane", "Brown-Featherstone")

    assert KeyKind.NAMES in shared(known("Jane", "Featherstone"), record)
    assert KeyKind.NAMES in shared(known("Jane", "Brown"), record)


def test_a_previous_surname_finds_the_person():
    former = name("Jane", "Featherstone", kind=NameKind.PREVIOUS)
    record = known("Jane", "Brown", others=(former,))

    assert KeyKind.NAMES in shared(known("Jane", "Featherstone"), record)


def test_an_earlier_postcode_finds_the_person():
    earlier = Address("CT1 2CD", "3", is_earlier=True)
    record = replace(JANE, addresses=(HOME, earlier))
    question = known("Jane", "", addresses=(Address("CT1 2CD"),))

    assert shared(question, record) == {KeyKind.POSTCODE_AND_FORENAME}


def test_a_telephone_number_alone_finds_the_person():
    assert shared(known(phones=("+44 7700 900123",)), JANE) == {KeyKind.PHONE}


def test_an_outward_code_alone_narrows_a_name():
    question = known("Jane", "Brown", addresses=(Address("ME14"),))

    assert KeyKind.NAMES_AND_OUTWARD in shared(question, JANE)


@pytest.mark.parametrize(
    "born", [{"born": date(1985, 1, 1)}, {"born": BORN, "precision": Precision.YEAR}]
)
def test_a_rough_date_makes_no_key_of_its_day(born):
    kinds = {key.kind for key in stored(known("Jane", "Brown", **born))}

    assert kinds == {KeyKind.BIRTH_DATE, KeyKind.NAMES, KeyKind.NAMES_AND_YEAR}


def test_nothing_known_makes_no_keys():
    assert stored(known()) == frozenset()


def test_another_secret_makes_other_keys():
    others = keys_of(standardise(JANE), secret=b"the secret of another one")

    assert not others & stored(JANE)


def test_refuses_a_secret_that_can_be_guessed():
    with pytest.raises(ValueError, match="at least 16 bytes"):
        keys_of(standardise(JANE), secret=b"short")


@STABLE
@given(ANYONE)
def test_every_key_fits_the_table_and_is_asked_for(anyone):
    keys = stored(anyone)

    assert keys <= asked(anyone)
    for key in keys:
        assert isinstance(key, Key)
        assert -(2**63) <= key.value < 2**63


def test_keys_do_not_change_between_releases():
    # Stored keys are compared with keys made years later: a change here needs every key remade.
    (key,) = stored(known(phones=("07700 900123",)))

    assert key == Key(16, 1468370389171455858)
