"""What she is called and when she was born."""

from datetime import date, timedelta
from typing import Any

from django import forms

from whitebeam.govuk.fields import ApproximateDate, ApproximateDateField
from whitebeam.people.forms.finding import DAYS_A_YEAR
from whitebeam.people.models import Name, Person
from whitebeam.people.services.facts import NameFact


class NameForm(forms.Form):
    kind = forms.ChoiceField(
        label="What kind of name?",
        choices=Name.Kind,
        error_messages={"required": "Select what kind of name this is"},
    )
    given = forms.CharField(label="First name", max_length=80, required=False)
    middle = forms.CharField(label="Middle names", max_length=80, required=False)
    family = forms.CharField(label="Last name", max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not (typed.get("given") or typed.get("family")):
            self.add_error("given", "Enter a first name or a last name")
        return typed

    def fact(self) -> NameFact:
        typed = self.cleaned_data
        return NameFact(Name.Kind(typed["kind"]), typed["given"], typed["family"], typed["middle"])


class BirthForm(forms.Form):
    born = ApproximateDateField(
        what="Date of birth",
        label="When was this person born?",
        help_text="As much as is known. Leave it empty if nothing is.",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_born(self) -> ApproximateDate | None:
        born: ApproximateDate | None = self.cleaned_data["born"]
        if born and born.year and date(born.year, born.month or 1, born.day or 1) > self.on:
            raise forms.ValidationError("Date of birth must be today or in the past")
        return born

    def known(self) -> tuple[date | None, Person.BirthPrecision]:
        """Return the day to keep, and how exact it is."""
        typed, kinds = self.cleaned_data["born"], Person.BirthPrecision
        if typed is None:
            return None, kinds.NOT_KNOWN
        if typed.exact:
            return typed.exact, kinds.EXACT
        if typed.year:
            return date(typed.year, typed.month or 1, 1), kinds.YEAR
        return self.on - timedelta(days=round((typed.age + 0.5) * DAYS_A_YEAR)), kinds.ESTIMATE
