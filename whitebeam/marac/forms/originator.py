"""Asking the controller of a shared fact, and answering for it."""

from django import forms

from whitebeam.marac.models import OriginatorQuestion
from whitebeam.marac.services.originating import Asked

Answer = OriginatorQuestion.Answer
MOST = 2000


class AskOriginatorForm(forms.Form):
    once_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What do you ask?",
        choices=OriginatorQuestion.Kind,
        error_messages={"required": "Select what you ask"},
    )
    words = forms.CharField(
        label="For what is it needed, or what may be wrong?",
        help_text="Whom it would go to and why, or what you know otherwise.",
        max_length=MOST,
        error_messages={"required": "Enter what you ask and for what it is needed"},
    )

    def asked(self) -> Asked:
        typed = self.cleaned_data
        kind = OriginatorQuestion.Kind(typed["kind"])
        return Asked(kind=kind, words=typed["words"], once_key=typed["once_key"])


class AnswerOriginatorForm(forms.Form):
    answer = forms.ChoiceField(
        label="Do you agree?",
        choices=[(one.value, one.label) for one in (Answer.AGREED, Answer.REFUSED)],
        error_messages={"required": "Select whether you agree"},
    )
    words = forms.CharField(
        label="Your answer",
        help_text="What may be passed on, to whom and under which condition; or what is right.",
        max_length=MOST,
        error_messages={
            "required": "Enter the answer in words: what may be passed on, or what is right"
        },
    )
