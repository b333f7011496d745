"""What an organisation is asked of a criterion."""

from django import forms

from whitebeam.accreditation.models import Answer
from whitebeam.govuk.fields import DateField


class AnswerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="Is it met?",
        choices=Answer.Status.choices,
        error_messages={"required": "Choose whether it is met"},
    )
    evidence = forms.CharField(
        label="Evidence",
        max_length=2000,
        required=False,
        help_text="A document and where in it, an address, a day.",
    )
    gap = forms.CharField(label="What is missing?", max_length=2000, required=False)
    owner = forms.CharField(
        label="Who sees to it?",
        max_length=160,
        help_text="A post or a team, no name.",
        error_messages={"required": "Enter who sees to it"},
    )
    action_reference = forms.CharField(
        label="Reference of the action that closes the gap", max_length=12, required=False
    )
    review_on = DateField(what="Review", label="Look at it again on")
