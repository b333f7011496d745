"""Two records are compared field by field, in words, and relatives are kept apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whitebeam.people.rules.known import Address, NameKind, Precision
from whitebeam.people.rules.levels import Level
from whitebeam.people.rules.model import load_model
from whitebeam.people.rules.score import compare
from whitebeam.people.rules.standardise import standardise
from whitebeam.people.rules.wording import EARLIER_WORDS, WORDS, Likeness
from whitebeam.people.tests.known_people import BORN, HOME, name, person
from whitebeam.people.tests.test_matching_standardise import ANYONE, STABLE

MODEL = load_model()


def reasons(a, b):
    return {reason.words for reason in compare(a, b, MODEL).reasons}


def likeness(a, b):
    return compare(a, b, MODEL).likeness


@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [
        (("Jane", ""), ("JANE", ""), "Same forename"),
        (("Mary Ann", ""), ("Maryann", ""), "Same forename"),
        (("Kate", ""), ("Catherine", ""), "Forename is a form of the same name"),
        (("Gemimah", ""), ("Gemima", ""), "Forename is spelt almost the same"),
        (("Shivorn", ""), ("Shefurne", ""), "Forename sounds the same"),
        (("J", ""), ("Jane", ""), "Same initial"),
        (("P", ""), ("Jane", ""), "Forename differs"),
        (("Hasan", ""), ("Hussain", ""), "Forename is somewhat alike"),
        (("Daniel", ""), ("Danielle", ""), "Forename is somewhat alike"),
        (("Janxe", ""), ("Jorne", ""), "Forename differs"),
        (("Zbigor", ""), ("Zbigul", ""), "Forename is somewhat alike"),
        (("Priya", ""), ("Jane", ""), "Forename differs"),
        (("", "Brown"), ("", "brown"), "Same surname"),
        (("", "Brown"), ("", "Brown-Featherstone"), "One part of the surname is the same"),
        (("", "Featherstone"), ("", "Fetherstone"), "Surname is spelt almost the same"),
        (("", "Smyth"), ("", "Smith"), "Surname sounds the same"),
        (("", "Patel"), ("", "Pastel"), "Surname is spelt almost the same"),
        (("", "Harris"), ("", "Harrow"), "Surname is somewhat alike"),
        (("", "Patel"), ("", "Okafor"), "Surname differs"),
    ],
)
def test_says_how_far_a_name_agrees(typed, stored, words):
    assert reasons(person(*typed), person(*stored)) == {words}


@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [
        (date(1985, 4, 23), date(1985, 4, 23), "Same date of birth"),
        (date(1985, 4, 3), date(1985, 3, 4), "Day and month swapped"),
        (date(1985, 4, 23), date(1985, 4, 13), "Date of birth differs by one slip of a digit"),
        (date(1985, 4, 23), date(1958, 4, 23), "Born a generation apart"),
        (date(1985, 4, 23), date(1985, 4, 8), "Two parts of the date of birth are the same"),
        (date(1985, 4, 23), date(1985, 10, 8), "Same year of birth, different day"),
        (date(1985, 4, 23), date(1986, 5, 9), "Born within about a year"),
        (date(1985, 4, 23), date(1990, 10, 8), "Date of birth differs"),
        (date(1985, 4, 12), date(1985, 4, 21), "Date of birth differs by one slip of a digit"),
        (date(1985, 1, 1), date(1985, 4, 23), "Same year of birth, exact date not known"),
        (
            date(1985, 1, 1),
            date(1987, 4, 23),
            "Year of birth within two years, exact date not known",
        ),
        (date(1985, 1, 1), date(1990, 4, 23), "Year of birth differs"),
        (date(1985, 1, 1), date(1999, 1, 1), "Born a generation apart"),
    ],
)
def test_says_how_far_a_date_of_birth_agrees(typed, stored, words):
    assert reasons(person(born=typed), person(born=stored)) == {words}


@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [
        (HOME, HOME, "Same postcode and house"),
        (HOME, Address("ME14 2AB", "14"), "Same postcode"),
        (HOME, Address("ME14 3CD", "12"), "Same postal district"),
        (Address("ME14"), HOME, "Same postal district"),
        (HOME, Address("CT1 2CD", "12"), "Address is elsewhere"),
        (
            HOME,
            Address("ME14 2AB", "12", is_earlier=True),
            "Earlier postcode and house are the same",
        ),
        (HOME, Address("ME14 2AB", is_earlier=True), "Earlier postcode is the same"),
    ],
)
def test_says_how_far_an_address_agrees(typed, stored, words):
    assert reasons(person(addresses=(typed,)), person(addresses=(stored,))) == {words}


def test_an_address_of_now_counts_before_an_earlier_one():
    moved = person(addresses=(Address("ME14 2AB", "12", is_earlier=True), HOME))

    assert reasons(moved, person(addresses=(HOME,))) == {"Same postcode and house"}


def test_says_whether_telephone_and_sex_agree():
    one = person(phones=("07700 900123",), sex="FEMALE")
    other = person(phones=("07700 900456",), sex="MALE")

    assert reasons(one, one) == {"Same telephone number", "Same sex"}
    assert reasons(one, other) == {"Telephone number differs", "Sex differs"}


@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [
        ("Rose", "rose", "Same middle name"),
        ("R", "Rose", "Same middle initial"),
        ("Roseanna", "Roseanne", "Middle name is spelt almost the same"),
        ("Rose", "Priya", "Middle name differs"),
    ],
)
def test_says_how_far_a_middle_name_agrees(typed, stored, words):
    assert reasons(person(middle=typed), person(middle=stored)) == {words}


def test_a_middle_name_used_as_forename_counts_once():
    used = person("Rose", "Brown", middle="Ann")
    full = person("Jane", "Brown", middle="Rose")

    assert reasons(used, full) == {"Forename is a middle name of the other record", "Same surname"}
    assert reasons(full, used) == reasons(used, full)


def test_says_that_an_earlier_surname_is_the_same():
    former = name("Jane", "Featherstone", kind=NameKind.PREVIOUS)
    married = person("Jane", "Brown", born=BORN, others=(former,))
    asked = person("Jane", "Featherstone", born=BORN)

    assert "Earlier surname is the same" in reasons(asked, married)
    assert likeness(asked, married) is Likeness.VERY_LIKELY


@pytest.mark.parametrize(
    "asked",
    [
        person("Katie", "Featherstone", born=BORN, addresses=(HOME,)),
        person("Catherine", "Fetherston", born=BORN, addresses=(HOME,)),
        person("Catherine", "Featherstone", born=date(1985, 4, 13), addresses=(HOME,)),
        person("Catherine", "Featherstone", born=BORN),
        person("Catherine", "Featherstone", born=date(1985, 1, 1), addresses=(HOME,)),
        person("Catherine", "Brown", born=BORN, addresses=(HOME,)),
    ],
    ids=["nickname", "misspelt", "one-digit", "no-address", "weak-date", "other-surname"],
)
def test_one_person_with_a_small_fault_is_named_outright(asked):
    stored = person("Catherine", "Featherstone", born=BORN, addresses=(HOME,))

    assert likeness(asked, stored) is Likeness.VERY_LIKELY


def at_home(given, born, *, sex="", family="Featherstone", **details):
    return person(given, family, born=born, sex=sex, addresses=(HOME,), **details)


RELATIVES = {
    "partners": (at_home("Jane", BORN, sex="F"), at_home("Paul", date(1983, 9, 2), sex="M")),
    "partners born one day": (at_home("Jane", BORN, sex="F"), at_home("Paul", BORN, sex="M")),
    "unmarried partners": (at_home("Jane", BORN), at_home("Paul", date(1983, 9, 2), family="Reid")),
    "twins": (at_home("Jane", BORN, sex="F"), at_home("Priya", BORN, sex="F")),
    "brother and sister, twins": (at_home("Jane", BORN, sex="F"), at_home("Paul", BORN, sex="M")),
    "twins with names alike": (at_home("Hasan", BORN), at_home("Hussain", BORN)),
    "father and son": (at_home("Paul", BORN), at_home("Oscar", date(2010, 2, 3))),
    "father and son of one name": (at_home("Paul", BORN), at_home("Paul", date(2010, 2, 3))),
    "of one rare name": (at_home("Zbygnew", BORN), at_home("Zbygnew", date(2010, 2, 3))),
    "of one name and birthday": (at_home("Zbygnew", BORN), at_home("Zbygnew", date(2005, 4, 23))),
    "one only roughly dated": (at_home("Paul", BORN), at_home("Paul", date(2010, 1, 1))),
    "twins, one with the other's name": (
        at_home("Jane", BORN),
        at_home("Rose", BORN, middle="Jane"),
    ),
    "mother and daughter": (
        at_home("Rose", BORN, sex="F"),
        at_home("Jane", date(2010, 4, 23), sex="F", middle="Rose"),
    ),
}


@pytest.mark.parametrize("family", RELATIVES.values(), ids=RELATIVES)
def test_relatives_are_never_called_the_same_person(family):
    verdict = compare(*family, MODEL)

    assert verdict.likeness is not Likeness.VERY_LIKELY


@pytest.mark.parametrize("who", ["partners", "twins", "father and son of one name"])
def test_relatives_are_called_relatives(who):
    verdict = compare(*RELATIVES[who], MODEL)

    assert verdict.words == "may be a relative or someone in the same household"
    assert verdict.is_worth_showing


def test_without_a_forename_nobody_is_named_outright():
    verdict = compare(
        at_home("", BORN, phones=("07700 900123",)),
        at_home("Jane", BORN, phones=("07700 900123",)),
        MODEL,
    )

    assert verdict.probability_same > 0.9
    assert verdict.words == "may be the same person"


def test_a_bare_name_is_shown_until_something_speaks_against_it():
    jane = person("Jane", "Smith", born=BORN, addresses=(HOME,))
    elsewhere = person("Jane", "Smith", addresses=(Address("CT1 2CD"),))

    assert likeness(person("Jane", "Smith"), jane) is Likeness.MAYBE
    assert likeness(elsewhere, jane) is Likeness.MAYBE
    assert likeness(person("Jane", "Smith", born=date(1950, 2, 3)), jane) is Likeness.OTHER
    assert likeness(person("Priya", "Smith"), jane) is Likeness.OTHER
    assert likeness(person("Jane", ""), jane) is Likeness.OTHER


def test_strangers_are_not_worth_showing():
    verdict = compare(person("Jane", "Brown", born=BORN), person("Omar", "Reid"), MODEL)

    assert not verdict.is_worth_showing


def test_a_rare_name_says_more_than_a_common_one():
    def surely(*names):
        return compare(person(*names, born=BORN), person(*names, born=BORN), MODEL).probability_same

    assert surely("Zbygnew", "Featherstone") > surely("David", "Smith")


def test_fewer_people_make_a_match_likelier():
    one, other = person("Jane", "Brown"), person("Jane", "Brown")

    few = compare(one, other, MODEL.for_population(1_000))

    assert few.probability_same > compare(one, other, MODEL).probability_same


def test_a_verdict_says_which_model_it_came_from():
    assert compare(person(), person(), MODEL).model_version == MODEL.version


def test_an_age_counts_by_its_year_alone():
    aged = person("Jane", "Brown", born=date(1984, 6, 1), precision=Precision.AGE)

    assert "Year of birth within two years, exact date not known" in reasons(
        aged, person("Jane", "Brown", born=BORN)
    )


@STABLE
@given(ANYONE, ANYONE)
def test_any_two_people_compare_alike_in_either_order(one, other):
    a, b = standardise(one), standardise(other)

    there, back = compare(a, b, MODEL), compare(b, a, MODEL)

    assert there.reasons == back.reasons
    assert there.likeness is back.likeness
    assert abs(there.probability_same - back.probability_same) < 1e-9
    assert 0 <= there.probability_same + there.probability_household <= 1 + 1e-9


@STABLE
@given(st.sampled_from(sorted(WORDS)))
def test_words_are_a_sentence_without_a_number(place):
    for words in filter(None, (WORDS[place], EARLIER_WORDS.get(place))):
        assert words[0].isupper()
        assert not any(character.isdigit() for character in words)


def test_every_level_of_the_model_has_words():
    levels = {(field, level) for field, levels in MODEL.chances.items() for level in levels}

    assert levels == set(WORDS)
    assert {level for _, level in levels} == set(Level)
