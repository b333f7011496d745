"""What is typed about actions; validated here, done by the services.

A choice among rows is given its rows by the page, which has them from a policy or query.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.govuk.fields import DateField
from whitebeam.partners.models import Agency

PAST = "The day must be today or later"


class _Questions(forms.Form):
    """Questions that may ask for a day, a colleague or an agency."""

    def __init__(
        self,
        *args: Any,
        today: date,
        workers: QuerySet[User] | None = None,
        agencies: QuerySet[Agency] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {"owner": workers, "agency": agencies}
        for name, field in self.fields.items():
            if isinstance(field, DateField):
                field.earliest, field.too_early = today, PAST
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = offered[name]
                # Django's own way to word a choice is to replace this method.
                field.label_from_instance = _named  # type: ignore[assignment,method-assign]


class AcceptForm(_Questions):
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who will do it?",
        queryset=None,
        error_messages={"required": "Select who will do it"},
    )
    due_date = DateField(
        what="The day",
        label="By when?",
        error_messages={"required": "Enter the day by which it will be done"},
    )


class CompleteForm(_Questions):
    evidence = forms.CharField(
        label="What was done, and what shows it?",
        help_text="Say where it can be seen: a letter, a log number. Name no more than is needed.",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what was done and what shows it"},
    )


class EvidenceForm(forms.Form):
    upload = forms.FileField(
        label="The file",
        help_text="A PDF, a picture or plain text, up to 10 MB. It is held until it was checked.",
        error_messages={"required": "Choose a file", "empty": "Choose a file that is not empty"},
    )


class NotPossibleForm(_Questions):
    why = forms.CharField(
        label="What changed, so that it was not possible?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what changed, so that it was not possible"},
    )


class NotUndertakenForm(_Questions):
    why = forms.CharField(
        label="Why was it not undertaken?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why it was not undertaken"},
    )


class DayForm(_Questions):
    due_date = DateField(
        what="The day",
        label="By when will it be done?",
        error_messages={"required": "Enter the day by which it will be done"},
    )
    why = forms.CharField(
        label="Why does the day change?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the day changes"},
    )


class ReassignForm(_Questions):
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who takes it on?",
        queryset=None,
        error_messages={"required": "Select who takes it on"},
    )


class OfferForm(_Questions):
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency is asked?",
        queryset=None,
        to_field_name="code",
        error_messages={"required": "Select the agency that is asked"},
    )
    why = forms.CharField(
        label="Why is another agency asked?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why another agency is asked"},
    )


class SupersedeForm(_Questions):
    reference = forms.CharField(
        label="Which action takes its place?",
        help_text="Its reference, like A-7K3P9T.",
        max_length=20,
        error_messages={"required": "Enter the reference of the action that takes its place"},
    )
    why = forms.CharField(label="Why?", required=False, max_length=2000, widget=forms.Textarea)


class NewActionForm(_Questions):
    text = forms.CharField(
        label="What is to be done?",
        help_text="One thing, in words that whoever does it can act on.",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what is to be done"},
    )
    rationale = forms.CharField(
        label="Why? Which risk does it address?",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency?",
        help_text="Your own agency takes it on at once. Any other is asked and says yes or no.",
        queryset=None,
        to_field_name="code",
        error_messages={"required": "Select the agency"},
    )
    due_date = DateField(
        what="The day",
        label="By when?",
        error_messages={"required": "Enter the day by which it should be done"},
    )


def _named(thing: Any) -> str:
    return str(thing.name)
