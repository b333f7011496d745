"""What an answer must be, and the sentence that mends it."""

from datetime import date

import pytest

from whitebeam.referrals.rules.answers import TypedDate, chosen, date_of, is_empty, text_of
from whitebeam.referrals.rules.checking import Bounds, Problem, mistake_in, problems
from whitebeam.referrals.rules.form_definition import OneOf, Option, Page, Question
from whitebeam.referrals.rules.known_dates import KnownDate, Mistake, read_date

TODAY = date(2026, 3, 4)
BOUNDS = Bounds(on=TODAY, areas=frozenset({"E07000105"}))
YES_NO = (Option(code="YES", label="Yes"), Option(code="NO", label="No"))


def question(kind="text", **given):
    return Question(code="q", label="Safe phone number", type=kind, **given)


@pytest.mark.parametrize(
    ("kind", "answer", "sentence"),
    [
        ("phone", "07700 900 123", ""),
        ("phone", "+44 (0)808 157-0192", ""),
        ("phone", "ring the bell", "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        ("email", "wren@home.example", ""),
        ("email", "wren", "Enter an email address in the correct format, like name@example.com"),
        ("postcode", "me14 1xx", ""),
        ("postcode", "ME14", "Enter a full postcode, like ME14 1XX"),
        ("area", "E07000105", ""),
        ("area", "E99999999", "Select a district from the list"),
        ("number", "3", ""),
        ("number", "three", "Safe phone number must be a number"),
        ("text", "x" * 501, "Safe phone number must be 500 characters or fewer"),
        ("radios", "YES", ""),
        ("radios", "MAYBE", "Select from the answers shown"),
        ("checkboxes", ["YES", "MAYBE"], "Select from the answers shown"),
        ("file", "anything", ""),
    ],
)
def test_each_kind_of_question_has_its_own_check(kind, answer, sentence):
    options = YES_NO if kind in {"radios", "checkboxes"} else ()

    assert mistake_in(question(kind, options=options), answer=answer, bounds=BOUNDS) == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Enter safe phone number"),
        ({"options": YES_NO, "kind": "radios"}, "Select safe phone number"),
        ({"required_message": "Enter the safe phone number"}, "Enter the safe phone number"),
    ],
)
def test_says_what_is_missing(given, sentence):
    kind = given.pop("kind", "text")

    asked = question(kind, required=True, **given)

    assert mistake_in(asked, answer=" ", bounds=BOUNDS) == sentence


def test_an_answer_that_excludes_the_others_stands_alone():
    options = (*YES_NO, Option(code="NONE", label="None of these", exclusive=True))

    asked = question("checkboxes", options=options)

    assert mistake_in(asked, answer=["NONE"], bounds=BOUNDS) == ""
    assert mistake_in(asked, answer=["NONE", "YES"], bounds=BOUNDS) == (
        "Select what applies, or select “None of these”"
    )


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (TypedDate("3", "5", "1990"), KnownDate(3, 5, 1990)),
        (TypedDate("3", "May", "1990"), KnownDate(3, 5, 1990)),
        (TypedDate("", "5", "1990"), KnownDate(None, 5, 1990)),
        (TypedDate("", "", "1990"), KnownDate(year=1990)),
        (TypedDate(age="34"), KnownDate(age=34)),
        (TypedDate("4", "3", "2026"), KnownDate(4, 3, 2026)),
        (TypedDate(), None),
    ],
)
def test_reads_as_much_of_a_date_as_is_known(typed, known):
    assert read_date(typed, what="Date of birth", on=TODAY) == known


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (TypedDate("31", "2", "1990"), "Date of birth must be a real date"),
        (TypedDate("3", "Mayday?", "x"), "Year must include 4 numbers"),
        (TypedDate("3", "xyz", "1990"), "Date of birth must be a real date"),
        (TypedDate("5", "3", "2026"), "Date of birth must be today or in the past"),
        (TypedDate("3", "", "1990"), "Date of birth must include a month and year with the day"),
        (TypedDate("", "5", ""), "Date of birth must include a year"),
        (TypedDate("1", "1", "1700"), "Year must be 1880 or later"),
        (TypedDate(age="old"), "Age must be a whole number of years, like 34"),
    ],
)
def test_says_how_to_mend_a_date(typed, sentence):
    with pytest.raises(Mistake, match=sentence.replace("?", r"\?")):
        read_date(typed, what="Date of birth", on=TODAY)


@pytest.mark.parametrize(
    ("known", "age", "about"),
    [
        (KnownDate(4, 3, 1990), 36, date(1990, 3, 4)),
        (KnownDate(5, 3, 1990), 35, date(1990, 3, 5)),
        (KnownDate(year=1990), 36, date(1990, 1, 1)),
        (KnownDate(age=34), 34, date(1991, 9, 4)),
    ],
)
def test_an_age_is_told_as_nearly_as_it_is_known(known, age, about):
    assert known.age_on(TODAY) == age
    assert abs((known.about(on=TODAY) - about).days) <= 1


def test_one_of_several_questions_is_enough():
    page = Page(
        code="where",
        title="Where?",
        one_of=OneOf(questions=("postcode", "district"), message="Enter a postcode"),
        questions=(
            Question(code="postcode", label="Postcode", type="postcode"),
            Question(code="district", label="District", type="area"),
        ),
    )

    assert problems(page, answers={}, bounds=BOUNDS) == (Problem("postcode", "Enter a postcode"),)
    assert problems(page, answers={"district": "E07000105"}, bounds=BOUNDS) == ()


def children(**given):
    return Question(
        code="children",
        label="The children",
        item_label="Child",
        type="repeat",
        min_items=1,
        questions=(
            Question(code="name", label="Name", type="text", required=True),
            Question(code="born", label="Date of birth", type="approx_date"),
        ),
        **given,
    )


def test_each_of_several_is_checked_by_its_number():
    page = Page(code="children", title="Children", questions=(children(),))
    answers = {"children": [{"name": "Robin"}, {"born": {"year": "3000"}}]}

    found = problems(page, answers=answers, bounds=BOUNDS)

    assert found == (
        Problem("children-1-name", "Enter name"),
        Problem("children-1-born", "Date of birth must be today or in the past"),
    )


def test_at_least_one_is_asked_for():
    page = Page(code="children", title="Children", questions=(children(),))

    assert problems(page, answers={}, bounds=BOUNDS) == (
        Problem("children", "Add at least one child"),
    )


def test_what_is_not_asked_is_not_missed():
    page = Page(
        code="children",
        title="Children",
        questions=(
            Question(code="any", label="Any?", type="radios", options=YES_NO),
            children(show_when={"any": ("YES",)}),
        ),
    )

    assert problems(page, answers={"any": "NO"}, bounds=BOUNDS) == ()


def test_reads_answers_of_any_shape():
    assert text_of(None) == ""
    assert text_of(" a\r\nb ") == "a\nb"
    assert chosen("A") == ("A",)
    assert chosen(["A", ""]) == ("A",)
    assert chosen(3) == ()
    assert date_of({"day": 3, "month": None}) == TypedDate("3")
    assert date_of("x") == TypedDate()
    assert is_empty([{"a": ""}])
    assert is_empty({"a": [" "]})
    assert not is_empty({"a": 0})
