from datetime import date

import pytest
from django import forms

from whitebeam.govuk.fields import ApproximateDate, ApproximateDateField, DateField


class BirthForm(forms.Form):
    born = DateField(what="Date of birth", latest=date(2026, 11, 23), earliest=date(1900, 1, 1))


class ChildForm(forms.Form):
    born = ApproximateDateField(
        what="Date of birth", latest=date(2026, 11, 23), too_late="Enter a date in the past"
    )


def typed(day="", month="", year="", age=""):
    return {"born_day": day, "born_month": month, "born_year": year, "born_age": age}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (typed("27", "3", "1987"), date(1987, 3, 27)),
        (typed("7", "03", "1987"), date(1987, 3, 7)),
        (typed(" 27 ", "March", "1987"), date(1987, 3, 27)),
        (typed("1", "sep", "1987"), date(1987, 9, 1)),
        (typed("23", "11", "2026"), date(2026, 11, 23)),
        (typed("1", "1", "1900"), date(1900, 1, 1)),
    ],
)
def test_reads_a_date_as_people_write_it(answers, expected):
    form = BirthForm(answers)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == expected


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (typed(), "Enter date of birth"),
        (typed("27", "", "1987"), "Date of birth must include a month"),
        (typed("", "", "1987"), "Date of birth must include a day and month"),
        (typed("31", "2", "1987"), "Date of birth must be a real date"),
        (typed("x", "2", "1987"), "Date of birth must be a real date"),
        (typed("1", "brumaire", "1987"), "Date of birth must be a real date"),
        (typed("1", "2", "87"), "Year must include 4 numbers"),
        (typed("1", "2", "1066"), "Year must be 1880 or later"),
        (typed("24", "11", "2026"), "Date of birth must be 23 November 2026 or before"),
        (typed("31", "12", "1899"), "Date of birth must be 1 January 1900 or later"),
    ],
)
def test_says_how_to_mend_a_date(answers, sentence):
    assert BirthForm(answers).errors["born"] == [sentence]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (typed("27", "3", "2019"), ApproximateDate(27, 3, 2019)),
        (typed("", "3", "2019"), ApproximateDate(None, 3, 2019)),
        (typed("", "", "2019"), ApproximateDate(None, None, 2019)),
        (typed(age="7"), ApproximateDate(age=7)),
        (typed(age="0"), ApproximateDate(age=0)),
    ],
)
def test_takes_as_much_of_a_date_as_is_known(answers, expected):
    form = ChildForm(answers)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == expected


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (typed(age="seven"), "Age must be a whole number of years, like 34"),
        (typed(age="121"), "Age must be a whole number of years, like 34"),
        (typed("27", "", "2019"), "Date of birth must include a month and year with the day"),
        (typed("", "3", ""), "Date of birth must include a year"),
        (typed("", "", "2027"), "Enter a date in the past"),
    ],
)
def test_says_how_to_mend_an_approximate_date(answers, sentence):
    assert ChildForm(answers).errors["born"] == [sentence]


def test_only_a_whole_date_is_exact():
    assert ApproximateDate(27, 3, 2019).exact == date(2019, 3, 27)
    assert ApproximateDate(None, 3, 2019).exact is None


def test_shows_a_stored_date_again():
    form = ChildForm(initial={"born": ApproximateDate(None, 3, 2019)})

    assert form["born"].field.widget.parts_of(form["born"].value()) == ("", "3", "2019", "")


def test_knows_whether_a_date_was_changed():
    stored = {"born": date(1987, 3, 27)}

    assert BirthForm(typed("28", "3", "1987"), initial=stored).has_changed()
    assert not BirthForm(typed("27", "3", "1987"), initial=stored).has_changed()


def test_an_optional_date_may_be_left_out():
    assert DateField(required=False).clean(None) is None
