"""Putting a case on a list, and planning meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from whitebeam.marac.models import Meeting

SHORTEST, LONGEST = 5, 30
MONTHS_AHEAD = ((3, "The next three months"), (6, "The next six months"), (12, "The next year"))
DAYS_A_MONTH = 31
MOVES = [("PERMANENT", "For good"), ("TEMPORARY", "For a time"), ("NOT_KNOWN", "Not known")]


class ListForm(forms.Form):
    meeting_id = forms.ChoiceField(
        label="Which meeting?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a meeting"},
    )
    minutes = forms.IntegerField(
        label="How many minutes will it need?",
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={
            "required": "Enter how many minutes it will need",
            "invalid": "Enter the minutes as a number, such as 12",
            "min_value": f"Enter at least {SHORTEST} minutes",
            "max_value": f"Enter at most {LONGEST} minutes",
        },
    )
    late_reason = forms.CharField(
        label="If the list has closed: why can this case not wait?",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, meetings: list[tuple[Meeting, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(meeting.pk), words) for meeting, words in meetings]
        self.fields["meeting_id"].choices = choices  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    months = forms.TypedChoiceField(
        label="How far ahead?",
        coerce=int,
        choices=MONTHS_AHEAD,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how far ahead to plan"},
    )

    def span(self) -> timedelta:
        """Return how far ahead was chosen."""
        return timedelta(days=DAYS_A_MONTH * int(self.cleaned_data["months"]))


class TransferForm(forms.Form):
    other_marac = forms.CharField(
        label="Which MARAC?",
        max_length=160,
        error_messages={"required": "Enter which MARAC"},
    )
    other_coordinator = forms.CharField(
        label="Its coordinator, if known", max_length=160, required=False
    )
    move = forms.ChoiceField(
        label="Is the move for good?",
        widget=forms.RadioSelect,
        choices=[
            ("PERMANENT", "For good"),
            ("TEMPORARY", "For a time"),
            ("NOT_KNOWN", "Not known"),
        ],
        error_messages={"required": "Select whether the move is for good"},
    )
    documents = forms.MultipleChoiceField(
        label="What goes with it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("REFERRAL", "The referral"),
            ("ASSESSMENT", "The risk assessment"),
            ("MINUTES", "Minutes"),
            ("ACTIONS", "Open actions"),
            ("SAFETY_PLAN", "The safety plan"),
        ],
    )
    withheld = forms.ChoiceField(
        label="Is her new address withheld?",
        widget=forms.RadioSelect,
        choices=[("YES", "Yes"), ("NO", "No")],
        error_messages={"required": "Select whether her new address is withheld"},
    )
    circulated = forms.ChoiceField(
        label="Has it been circulated here already?",
        widget=forms.RadioSelect,
        choices=[("YES", "Yes"), ("NO", "No")],
        error_messages={"required": "Select whether it has been circulated"},
    )
    our_idva = forms.CharField(label="Her adviser here", max_length=160, required=False)
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why"},
    )


class NameForm(forms.Form):
    """One name; the page says whose."""

    name = forms.CharField(max_length=160)

    def __init__(self, *args: Any, ask: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = ask
        self.fields["name"].error_messages["required"] = missing
