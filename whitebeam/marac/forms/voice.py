"""What an adviser records of her contact, her wishes and how she was told."""

from datetime import datetime
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import ContactAttempt, Telling, Unreached
from whitebeam.marac.services.advocating import CHANNELS, Attempt, Told
from whitebeam.marac.services.reaching import NotReached

CLOCK = ("%H:%M", "%H.%M", "%H%M")
ENTER_TIME = "Enter the time, like 09:30"


def _time(**options: Any) -> forms.TimeField:
    return forms.TimeField(
        label="At what time?",
        help_text="For example, 09:30",
        input_formats=CLOCK,
        error_messages={"required": ENTER_TIME, "invalid": "Enter a time like 09:30"},
        **options,
    )


class AttemptForm(forms.Form):
    once_key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="How did you try?",
        choices=CHANNELS,
        error_messages={"required": "Select how you tried to reach her"},
    )
    outcome = forms.ChoiceField(
        label="What happened?",
        choices=ContactAttempt.Outcome,
        error_messages={"required": "Select what happened"},
    )
    day = DateField(what="The day", label="On which day?")
    time = _time()
    note = forms.CharField(
        label="Note",
        help_text="Read by your own service and the coordinator alone.",
        max_length=2000,
        required=False,
    )

    def attempt(self) -> Attempt:
        typed = self.cleaned_data
        return Attempt(
            channel=typed["channel"],
            outcome=ContactAttempt.Outcome(typed["outcome"]),
            made_at=datetime.combine(typed["day"], typed["time"], tzinfo=LONDON),
            once_key=typed["once_key"],
            note=typed["note"],
        )


class NotReachedForm(forms.Form):
    once_key = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.ChoiceField(
        label="Why was she not reached?",
        choices=Unreached.Why,
        error_messages={"required": "Select why she was not reached"},
    )
    instead = forms.CharField(
        label="What was done instead?",
        help_text="The panel reads this before it hears her case. Do not write where she is or how"
        " she can be reached.",
        max_length=2000,
        error_messages={"required": "Enter what was done instead"},
    )

    def said(self) -> NotReached:
        typed = self.cleaned_data
        return NotReached(
            why=Unreached.Why(typed["why"]), instead=typed["instead"], once_key=typed["once_key"]
        )


class WishForm(forms.Form):
    once_key = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="What does she want?",
        help_text="In her own words, where she gave them. Everyone who works on the case reads it.",
        max_length=4000,
        error_messages={"required": "Enter what she wants"},
    )
    is_own_words = forms.BooleanField(label="These are her own words", required=False)


class TellingForm(forms.Form):
    once_key = forms.UUIDField(widget=forms.HiddenInput)
    decided = forms.CharField(
        label="What was decided?",
        help_text="As you told her, or would tell her.",
        max_length=4000,
        error_messages={"required": "Enter what was decided"},
    )
    outcome = forms.ChoiceField(
        label="Was she told?",
        choices=Telling.Outcome,
        error_messages={"required": "Select whether she was told"},
    )
    how = forms.ChoiceField(
        label="How was she told?", choices=[("", ""), *CHANNELS], required=False
    )
    day = DateField(what="The day", label="On which day was she told?", required=False)
    time = _time(required=False)
    reason = forms.CharField(label="Why is telling her not safe?", max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        outcome = typed.get("outcome")
        if outcome == Telling.Outcome.TOLD and not typed.get("how"):
            self.add_error("how", "Select how she was told")
        if outcome == Telling.Outcome.TOLD:
            for name, missing in (
                ("day", "Enter the day on which she was told"),
                ("time", ENTER_TIME),
            ):
                if typed.get(name) is None and name not in self.errors:
                    self.add_error(name, missing)
        if outcome == Telling.Outcome.UNSAFE and not typed.get("reason", "").strip():
            self.add_error("reason", "Enter why telling her is not safe")
        return typed

    def told(self) -> Told:
        typed = self.cleaned_data
        return Told(
            outcome=Telling.Outcome(typed["outcome"]),
            decided=typed["decided"],
            told_at=self._told_at(),
            how=typed["how"],
            reason=typed["reason"],
            once_key=typed["once_key"],
        )

    def _told_at(self) -> datetime | None:
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return datetime.combine(day, time, tzinfo=LONDON) if day and time else None
