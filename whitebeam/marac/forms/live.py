"""What is typed while a case is heard: an entry, or an action."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from whitebeam.marac.forms.offered import named, offer
from whitebeam.marac.models import Entry
from whitebeam.partners.models import Agency


class EntryForm(forms.Form):
    """One thing that was said."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=Entry.Kind.choices,
        initial=Entry.Kind.NEW_INFORMATION,
        error_messages={"required": "Select what it is"},
    )
    text = forms.CharField(
        label="What was said?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what was said"},
    )
    once_key = forms.UUIDField(widget=forms.HiddenInput)


class RightForm(forms.Form):
    """An entry put right."""

    text = forms.CharField(
        label="What should it say?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what it should say"},
    )
    once_key = forms.UUIDField(widget=forms.HiddenInput)


class ActionForm(forms.Form):
    """An action: what, by which agency, by when and why."""

    text = forms.CharField(
        label="What will be done?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what will be done"},
    )
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency does it?",
        queryset=None,
        error_messages={"required": "Select the agency that does it"},
    )
    days = forms.TypedChoiceField(
        label="By when?", coerce=int, error_messages={"required": "Select by when"}
    )
    is_mine = forms.BooleanField(label="I will do it myself", required=False)
    rationale = forms.CharField(label="Which risk does it meet?", max_length=1000, required=False)
    once_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, agencies: Any, days: list[int], on: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "agency", agencies, named)
        field = self.fields["days"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(number, _day(number, on=on)) for number in days]


def _day(number: int, *, on: date) -> str:
    day = on + timedelta(days=number)
    return f"{'Tomorrow' if number == 1 else f'In {number} days'}, {day:%a} {day.day} {day:%B}"


class SummaryForm(forms.Form):
    """The chair's summary of a case."""

    summary = forms.CharField(
        label="Summary of the case",
        help_text="Two or three sentences. Everything below is put together from what was written.",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter a summary of the case"},
    )


class CorrectionForm(SummaryForm):
    """The summary put right after signing, and why."""

    why = forms.CharField(
        label="Why are the signed minutes put right?",
        max_length=1000,
        error_messages={"required": "Enter why the signed minutes are put right"},
    )
    field_order = ["why", "summary"]
