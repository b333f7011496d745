"""Names, places and numbers are brought into one form, once."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whitebeam.people.rules.folding import fold, sounds_of, words_of
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts, Precision
from whitebeam.people.rules.name_tables import canonical, forename_share, surname_share
from whitebeam.people.rules.places import house_of, phone_tail, place_of
from whitebeam.people.rules.standardise import Standard, standardise
from whitebeam.people.tests.known_people import known, name, person

# A busy machine must not fail a test, nor one run find what the next does not.
STABLE = settings(deadline=None, derandomize=True)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
ANY_NAME = st.builds(
    NameParts, st.sampled_from(NameKind), given=ANY_TEXT, middle=ANY_TEXT, family=ANY_TEXT
)
ANYONE = st.builds(
    Known,
    names=st.lists(ANY_NAME, max_size=3).map(tuple),
    date_of_birth=st.none() | st.dates(),
    precision=st.sampled_from(Precision),
    sex=st.sampled_from(("", "M", "female", "OTHER")) | ANY_TEXT,
    addresses=st.lists(
        st.builds(
            Address,
            postcode=st.from_regex(r"ME1[0-9] ?[0-9][A-Z]{2}", fullmatch=True) | ANY_TEXT,
            house=ANY_TEXT,
            is_earlier=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    phones=st.lists(st.from_regex(r"07[0-9]{9}", fullmatch=True) | ANY_TEXT, max_size=2).map(tuple),
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  SMITH ", "smith"),
        ("O’Brien", "obrien"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Anne-Marie", "anne marie"),
        ("José", "jose"),
        ("Straße", "strasse"),
        ("Мария", "мария"),
        ("محمد", "محمد"),
        ("\ud800", ""),
    ],
)
def test_case_marks_apostrophes_and_hyphens_no_longer_matter(typed, folded):
    assert fold(typed) == folded


@STABLE
@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_a_page_pasted_into_a_name_is_cut():
    assert len(fold("x" * 10_000)) <= 120


def test_numbers_are_no_part_of_a_name():
    assert words_of("Smith 2nd") == ("smith", "nd")


def test_another_script_stands_for_itself():
    assert sounds_of("мария") == ("мария",)
    assert sounds_of("") == ()


def test_a_sound_of_one_vowel_keeps_the_word():
    assert all(sounds_of("h"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kate", "catherine"),
        ("muhammad", "mohammed"),
        ("kasia", "katarzyna"),
        ("bill", "william"),
        ("gosia", "margaret"),
        ("ionel", "ion"),
        ("hussein", "husain"),
    ],
)
def test_forms_of_one_name_meet(one, other):
    assert canonical(one) & canonical(other)


def test_a_nickname_of_two_names_does_not_join_them():
    assert canonical("alex") & canonical("alexander")
    assert canonical("alex") & canonical("alexandra")
    assert not canonical("alexander") & canonical("alexandra")


def test_an_unlisted_name_is_rare_and_stands_for_itself():
    assert canonical("zzyzx") == {"zzyzx"}
    assert forename_share("zzyzx") < forename_share("susan")
    assert surname_share("zzyzx") < surname_share("smith")


@pytest.mark.parametrize(
    ("family", "parts"),
    [
        ("Smith-Jones", ("smith", "jones")),
        ("Smith Jones", ("smith", "jones")),
        ("van der Berg", ("berg",)),
        ("Mc Donald", ("mcdonald",)),
        ("O'Brien", ("obrien",)),
        ("O Brien", ("obrien",)),
        ("De La", ("dela",)),
    ],
)
def test_a_surname_is_taken_apart(family, parts):
    (surname,) = person("", family).surnames

    assert surname.parts == parts


def test_a_title_is_no_forename():
    assert person("Mrs Jane", "Smith").forenames[0].first == "jane"
    assert person("Sir", "Smith").forenames[0].first == "sir"


def test_a_second_forename_counts_as_a_middle_name():
    assert person("Mary Ann", "Smith", middle="Rose").middles == ("ann", "rose")


def test_a_surname_in_use_is_not_a_former_one():
    again = name("Jane", "Smith", kind=NameKind.PREVIOUS)
    former = name("Jane", "Brown", kind=NameKind.PREVIOUS)

    surnames = person("Jane", "Smith", others=(again, former)).surnames

    assert [(one.text, one.is_former) for one in surnames] == [("smith", False), ("brown", True)]


@pytest.mark.parametrize(
    ("born", "precision", "is_rough"),
    [
        (date(1985, 4, 23), Precision.EXACT, False),
        (date(1985, 1, 1), Precision.EXACT, True),
        (date(1985, 1, 2), Precision.EXACT, False),
        (date(1985, 4, 23), Precision.YEAR, True),
        (date(1985, 4, 23), Precision.AGE, True),
    ],
)
def test_the_first_of_january_is_only_a_year(born, precision, is_rough):
    assert standardise(known(born=born, precision=precision)).birth.is_rough is is_rough


@pytest.mark.parametrize(
    ("typed", "outward", "postcode"),
    [
        ("me14 2ab", "ME14", "ME142AB"),
        ("ME142AB", "ME14", "ME142AB"),
        ("CT1 OAA", "CT1", "CT10AA"),
        ("ME14", "ME14", ""),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed, outward, postcode):
    place = place_of(typed, house="", is_earlier=False)

    assert (place.outward, place.postcode) == (outward, postcode)


@pytest.mark.parametrize("typed", ["", "ZZ99 3VZ", "no fixed abode", "1234"])
def test_what_places_nobody_is_no_place(typed):
    assert place_of(typed, house="1", is_earlier=False) is None


@pytest.mark.parametrize(
    ("typed", "house"),
    [("12 Mill Lane", "12"), ("Flat 2, 14a High St", "2 14a"), ("Rose Cottage", "rosecottage")],
)
def test_a_house_is_its_numbers_or_its_name(typed, house):
    assert house_of(typed) == house


@pytest.mark.parametrize(
    ("typed", "tail"),
    [("+44 7700 900123", "0900123"), ("07700 900123", "0900123"), ("12345", ""), ("0" * 11, "")],
)
def test_a_telephone_number_is_its_last_digits(typed, tail):
    assert phone_tail(typed) == tail


def as_known(standard: Standard) -> Known:
    """A person typed anew from the comparable form."""
    forenames = [name(forename.text) for forename in standard.forenames]
    middles = [name(middle=" ".join(standard.middles))]
    surnames = [
        name("", one.text, kind=NameKind.PREVIOUS if one.is_former else NameKind.LEGAL)
        for one in standard.surnames
    ]
    rough = Precision.YEAR if standard.birth and standard.birth.is_rough else Precision.EXACT
    return Known(
        names=(*forenames, *middles, *surnames),
        date_of_birth=standard.birth and standard.birth.on,
        precision=rough,
        sex=standard.sex,
        addresses=tuple(
            Address(place.postcode or place.outward, place.house, place.is_earlier)
            for place in standard.places
        ),
        phones=standard.phones,
    )


@STABLE
@given(ANYONE)
def test_standardising_twice_changes_nothing(anyone):
    once = standardise(anyone)
    again = standardise(as_known(once))

    assert (again.birth, again.sex, again.phones) == (once.birth, once.sex, once.phones)
    assert [one.text for one in again.forenames] == [one.text for one in once.forenames]
    assert set(again.middles) == set(once.middles)
    assert again.surnames == once.surnames
    assert {place.postcode for place in again.places} == {place.postcode for place in once.places}
