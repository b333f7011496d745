"""Changing the plan: what changes, why, and who agreed."""

from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.strategy.models import Project


class AgreedForm(forms.Form):
    """What every change of the plan says."""

    reason = forms.CharField(
        label="Why?", max_length=400, error_messages={"required": "Say why it changes"}
    )
    agreed_by = forms.CharField(
        label="Who agreed?",
        max_length=160,
        help_text="A board, a group or an officer's post. No names.",
        error_messages={"required": "Say who agreed"},
    )
    agreed_on = DateField(what="Day of agreement", label="When?")
    public_words = forms.CharField(
        label="What may everyone read of it?",
        max_length=400,
        required=False,
        help_text="Left empty, the public list of changes does not name it.",
    )


class ProjectForm(AgreedForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Name", max_length=160, error_messages={"required": "Enter a name"}
    )
    summary = forms.CharField(
        label="Summary for papers",
        max_length=4000,
        help_text="Write a number as the code of its figure, in curly brackets.",
        error_messages={"required": "Enter a summary"},
    )
    shown_to_all = forms.CharField(
        label="In plain words, for the public page", max_length=600, required=False
    )
    stage = forms.ChoiceField(label="Stage", choices=Project.Stage.choices)
    ends_on = DateField(what="Last day", label="Last day", required=False)
    money = forms.CharField(label="Money", max_length=240, required=False)
    duty_served = forms.CharField(label="Duty served", max_length=240, required=False)
    equality_note = forms.CharField(
        label="What it means for equality", max_length=2000, required=False
    )


class HoldBackForm(AgreedForm):
    held_because = forms.CharField(
        label="Why is it not for the public yet?",
        max_length=240,
        required=False,
        help_text="Left empty, it is shown again.",
    )


class PartForm(forms.Form):
    code = forms.SlugField(
        label="Short name",
        max_length=60,
        help_text="Small letters and hyphens, like swale-training",
        error_messages={
            "required": "Enter a short name",
            "invalid": "Use letters, figures and hyphens only",
        },
    )
    agency = forms.ChoiceField(
        label="Whose plan is it in?", error_messages={"required": "Choose an agency"}
    )
    name = forms.CharField(
        label="Name", max_length=160, error_messages={"required": "Enter a name"}
    )
    summary = forms.CharField(
        label="What is done?",
        max_length=4000,
        error_messages={"required": "Say what is done"},
    )
    public_words = forms.CharField(
        label="In plain words, for the public page", max_length=600, required=False
    )
    ends_on = DateField(what="Last day", label="Last day", required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = agencies


class CommitmentForm(AgreedForm):
    words = forms.CharField(
        label="The commitment's words",
        max_length=2000,
        help_text="As the strategy has it, short.",
        error_messages={"required": "Enter the commitment's words"},
    )


class ActionForm(forms.Form):
    text = forms.CharField(
        label="What is to be done?",
        max_length=600,
        error_messages={"required": "Enter what is to be done"},
    )
    agency = forms.ChoiceField(
        label="By which agency?",
        help_text="Your own takes it on at once; another is asked.",
        error_messages={"required": "Choose an agency"},
    )
    due_date = DateField(what="Day", label="By when?")

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = agencies
