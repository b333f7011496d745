"""Flags and warning notes: each ends."""

from django import forms

from whitebeam.govuk.fields import DateField


class FlagForm(forms.Form):
    kind = forms.CharField(
        label="What should others know?",
        help_text="A few words, never the story",
        max_length=40,
        error_messages={"required": "Enter what the flag says"},
    )
    starts_on = DateField(what="Start", label="From")
    ends_on = DateField(what="End", label="Until")
    contact = forms.CharField(
        label="Whom should they ask?",
        max_length=160,
        error_messages={"required": "Enter whom to ask"},
    )


class RenewForm(forms.Form):
    review_on = DateField(what="Review", label="When is it looked at again?")
    ends_on = DateField(what="End", label="When does it end, unless renewed?")


class WarningForm(RenewForm):
    text = forms.CharField(
        label="What is the risk to workers?",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what the risk is"},
    )
    basis = forms.CharField(
        label="How is it known?",
        max_length=160,
        error_messages={"required": "Enter how it is known"},
    )
    was_person_told = forms.BooleanField(
        label="This person was told of the warning", required=False
    )
