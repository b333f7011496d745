"""Putting a case on a list, and planning meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from whitebeam.marac.forms.late import LateForm
from whitebeam.marac.models import Meeting, PackageItem, Panel

MONTHS_AHEAD = ((3, "The next three months"), (6, "The next six months"), (12, "The next year"))
DAYS_A_MONTH = 31
MOVES = [("PERMANENT", "For good"), ("TEMPORARY", "For a time"), ("NOT_KNOWN", "Not known")]


class ListForm(LateForm):
    """On which list and for how long, within what the partnership has set."""

    meeting_id = forms.ChoiceField(
        label="Which meeting?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a meeting"},
    )
    minutes = forms.IntegerField(
        label="How many minutes will it need?",
        error_messages={
            "required": "Enter how many minutes it will need",
            "invalid": "Enter the minutes as a number, such as 12",
        },
    )
    field_order = ("meeting_id", "minutes", "late_because", "late_reason")

    def __init__(
        self, *args: Any, meetings: list[tuple[Meeting, str]], least: int, most: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].validators += [
            MinValueValidator(least, f"Enter at least {least} minutes"),
            MaxValueValidator(most, f"Enter at most {most} minutes"),
        ]
        choices = [(str(meeting.pk), words) for meeting, words in meetings]
        self.fields["meeting_id"].choices = choices  # type: ignore[attr-defined]  # it is a choice


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


class MoveForm(forms.Form):
    """What is asked of every move between MARACs, whichever way it goes."""

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
        choices=PackageItem.Part.choices,
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


class TransferForm(MoveForm):
    """To one of our own panels, or to a MARAC elsewhere; everything goes unless it is unticked."""

    to_panel: forms.ModelChoiceField[Panel] = forms.ModelChoiceField(
        label="To which MARAC?",
        required=False,
        queryset=None,
        empty_label="One outside this partnership",
    )

    def __init__(self, *args: Any, panels: QuerySet[Panel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_panel = self.fields["to_panel"]
        assert isinstance(to_panel, forms.ModelChoiceField)
        to_panel.queryset = panels
        to_panel.label_from_instance = _named  # type: ignore[assignment,method-assign]  # as Django has it
        elsewhere = self.fields["other_marac"]
        elsewhere.label, elsewhere.required = "If outside this partnership: its name", False
        self.fields["documents"].initial = PackageItem.Part.values
        self.fields[
            "documents"
        ].help_text = "Each thing has its line in the ledger. Nothing goes in a message."
        self.fields["withheld"].help_text = (
            "If it is, no address, school, telephone or GP of her or her children goes, and"
            " postcodes are taken out of every account. A confidential location never goes."
        )

    def clean(self) -> dict[str, Any]:
        """Take the panel's own name, or ask for one."""
        told = super().clean() or {}
        panel = told.get("to_panel")
        if panel is not None:
            told["other_marac"] = panel.name
        elif not told.get("other_marac"):
            self.add_error("other_marac", "Enter which MARAC, or select one of ours")
        return told


class SendMoreForm(forms.Form):
    """What the other MARAC still lacks."""

    documents = forms.MultipleChoiceField(
        label="What else goes?",
        widget=forms.CheckboxSelectMultiple,
        choices=PackageItem.Part.choices,
        error_messages={"required": "Select what goes with it"},
    )


class NameForm(forms.Form):
    """One name; the page says whose."""

    name = forms.CharField(max_length=160)

    def __init__(self, *args: Any, ask: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = ask
        self.fields["name"].error_messages["required"] = missing


def _named(panel: Any) -> str:
    return str(panel.name)
