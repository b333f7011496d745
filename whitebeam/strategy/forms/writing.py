"""Papers, their sections and their way; the review of a strategy."""

from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.strategy.models import Criterion, Paper, PathwayStep, Review


class PaperForm(forms.Form):
    framework = forms.ChoiceField(label="About which strategy?")
    kind = forms.ChoiceField(
        label="Which paper?",
        choices=Paper.Kind.choices,
        error_messages={"required": "Choose a paper"},
    )
    year = forms.RegexField(
        r"^20\d\d-\d\d$",
        label="For which year?",
        help_text="Like 2025-26; a progress report takes all years.",
        error_messages={
            "required": "Enter a year like 2025-26",
            "invalid": "Enter a year like 2025-26",
        },
    )
    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter a title"}
    )
    audience = forms.CharField(
        label="For whom?",
        max_length=160,
        help_text="Such as Policy and Resources Committee",
        error_messages={"required": "Enter whom it is for"},
    )
    meets_on = DateField(what="Day", label="When do they meet?", required=False)

    def __init__(self, *args: Any, frameworks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["framework"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = frameworks


class SectionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.CharField(
        label="Text",
        max_length=40_000,
        strip=False,
        help_text="An empty line begins a paragraph, ## a heading, - a list."
        " Write a number as the code of its figure.",
        error_messages={"required": "Enter the text"},
    )
    why = forms.CharField(label="What did you change?", max_length=240, required=False)


class CommentForm(forms.Form):
    words = forms.CharField(
        label="Your comment", max_length=2000, error_messages={"required": "Enter your comment"}
    )


class StepForm(forms.Form):
    direction = forms.ChoiceField(
        label="Has it been there, or is it to go there?", choices=PathwayStep.Direction.choices
    )
    body = forms.CharField(
        label="Which body?", max_length=160, error_messages={"required": "Enter which body"}
    )
    on = DateField(what="Day", label="On which day?", required=False)
    outcome = forms.CharField(label="What came of it?", max_length=240, required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        is_past = answers.get("direction") == PathwayStep.Direction.PAST
        if is_past and not answers.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day on which the paper was there")
        return answers


class FindingForm(forms.Form):
    finding = forms.ChoiceField(
        label="What was found?",
        choices=Criterion.Finding.choices,
        error_messages={"required": "Choose what was found"},
    )
    words = forms.CharField(
        label="On what does it rest?",
        max_length=4000,
        error_messages={"required": "Say on what it rests"},
    )


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label="What was decided?",
        choices=Review.Decision.choices,
        error_messages={"required": "Choose what was decided"},
    )
    decided_by = forms.CharField(
        label="Who decided?", max_length=160, error_messages={"required": "Enter who decided"}
    )
    reason = forms.CharField(
        label="Why?", max_length=4000, error_messages={"required": "Enter why"}
    )
