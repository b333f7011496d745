"""The forms of releases, of words beside numbers, and of questions that are weighed."""

from collections.abc import Iterable
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.indicators.services.releasing import CHECKS

Choices = Iterable[tuple[str, str]]


class ReleaseForm(forms.Form):
    period = forms.ChoiceField(
        label="Which period?", error_messages={"required": "Select a period"}
    )
    title = forms.CharField(
        label="Title",
        help_text="As readers see it, like “Quarter to June 2026”.",
        max_length=160,
        error_messages={"required": "Enter a title"},
    )
    opens_on = DateField(
        what="Day",
        label="On which day does it open?",
        help_text="At 9:30 in the morning.",
        required=False,
    )
    why = forms.CharField(
        label="If it was released before: why do its figures change?",
        max_length=500,
        required=False,
    )

    def __init__(self, data: Any, *, periods: Choices) -> None:
        super().__init__(data)
        self.fields["period"].choices = list(periods)  # type: ignore[attr-defined]  # a choice field


class ApproveForm(forms.Form):
    checks = forms.MultipleChoiceField(
        label="What did you check?",
        help_text="All of it, with the release before beside this one.",
        choices=list(CHECKS.items()),
        error_messages={"required": "Make every check before you approve"},
    )


class CommentaryForm(forms.Form):
    text = forms.CharField(
        label="Say something beside the newest number",
        help_text="What lies behind it, in plain words. No names, nothing of one person.",
        max_length=1500,
        error_messages={"required": "Enter what you want to say"},
    )


class QuestionForm(forms.Form):
    title = forms.CharField(
        label="What should be asked?",
        max_length=160,
        error_messages={"required": "Enter what should be asked"},
    )
    why = forms.CharField(
        label="What would be decided by it?",
        max_length=1000,
        error_messages={"required": "Enter what would be decided by it"},
    )
    like_code = forms.ChoiceField(
        label="Which figure that is given already comes nearest?",
        help_text="Ask once, use many: perhaps it is known.",
        required=False,
    )
    agencies = forms.IntegerField(
        label="How many agencies would answer?",
        min_value=1,
        max_value=500,
        error_messages={"required": "Enter how many agencies would answer"},
    )
    times_a_year = forms.IntegerField(
        label="How many times a year?",
        min_value=1,
        max_value=366,
        error_messages={"required": "Enter how many times a year"},
    )
    hours_each = forms.DecimalField(
        label="How many hours would one answer take one agency?",
        min_value=0.1,
        max_value=500,
        max_digits=5,
        decimal_places=2,
        error_messages={"required": "Enter the hours of one answer"},
    )

    def __init__(self, data: Any, *, figures: Choices) -> None:
        super().__init__(data)
        self.fields["like_code"].choices = [("", "None"), *figures]  # type: ignore[attr-defined]  # and here


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label="Should it be asked?",
        choices=[("AGREED", "Yes, ask it"), ("DECLINED", "No")],
        error_messages={"required": "Select yes or no"},
    )
    reason = forms.CharField(label="Why?", max_length=240, error_messages={"required": "Enter why"})
