"""What is typed while a case is heard: an entry, or an action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django import forms

from whitebeam.marac.forms.answering import BASES
from whitebeam.marac.forms.offered import named, offer
from whitebeam.marac.models import Entry
from whitebeam.marac.services.ledger_of_meeting import Reasons
from whitebeam.marac.services.saying import NewEntry
from whitebeam.partners.models import Agency

Choices = Callable[[], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Offered:
    """What an entry offers to choose from, asked for only where it is drawn or was chosen.

    `agencies` are for whoever writes for others; `under` names the agreement, if one covers all.
    """

    people: Choices = tuple
    agencies: Choices = tuple
    under: str = ""
    is_uncovered: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)


class EntryForm(forms.Form):
    """One thing that was said: about whom, in whose words, and why it may be shared.

    All but what it is and the words has a usual answer.
    """

    kind = forms.ChoiceField(
        label="What is it?",
        choices=Entry.Kind.choices,
        initial=Entry.Kind.NEW_INFORMATION,
        error_messages={"required": "Select what it is"},
    )
    text = forms.CharField(
        label="What was said?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what was said"},
    )
    about = forms.ChoiceField(
        label="Whom is it about?",
        required=False,
        error_messages={"invalid_choice": "Select somebody of this case"},
    )
    agency = forms.ChoiceField(
        label="Whose words are they?",
        required=False,
        error_messages={"invalid_choice": "Select an agency that is here"},
    )
    basis = forms.ChoiceField(label="On what basis?", choices=BASES, required=False)
    necessity = forms.CharField(label="Why is it needed?", max_length=1000, required=False)
    proportionality = forms.CharField(
        label="Why is it no more than is needed?", max_length=1000, required=False
    )
    emergency = forms.CharField(
        label="If no agreement covers this: why is it an emergency?",
        max_length=1000,
        required=False,
    )
    once_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: Offered, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = dict(offered.reasons)
        self.under, self.is_uncovered = offered.under, offered.is_uncovered
        for name, first, more in (
            ("about", "The family as a whole", offered.people),
            ("agency", "My own agency's", offered.agencies),
        ):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = partial(_choices, first, more)

    @property
    def is_why_open(self) -> bool:
        """Whether the reasons stand open: they are faulty, or lack the emergency."""
        return self.is_uncovered or bool(self.errors)

    @property
    def writes_for_others(self) -> bool:
        """Whether there is another agency whose words these may be."""
        return len(list(self["agency"].field.choices)) > 1  # type: ignore[attr-defined]  # it is a choice

    def entry(self, item_id: UUID) -> NewEntry:
        """Return what was typed of this case."""
        typed = self.cleaned_data
        names = ("basis", "necessity", "proportionality", "emergency")
        return NewEntry(
            item_id,
            Entry.Kind(typed["kind"]),
            typed["text"],
            typed["once_key"],
            about=UUID(typed["about"]) if typed["about"] else None,
            agency=UUID(typed["agency"]) if typed["agency"] else None,
            reasons=Reasons(**{name: typed[name] for name in names}),
        )


def _choices(first: str, more: Choices) -> list[tuple[str, str]]:
    return [("", first), *more()]


class RightForm(forms.Form):
    """An entry put right."""

    text = forms.CharField(
        label="What should it say?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what it should say"},
    )
    once_key = forms.UUIDField(widget=forms.HiddenInput)


class ActionForm(forms.Form):
    """An action: what, by which agency, by when and why."""

    text = forms.CharField(
        label="What will be done?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what will be done"},
    )
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency does it?",
        queryset=None,
        error_messages={"required": "Select the agency that does it"},
    )
    days = forms.TypedChoiceField(
        label="By when?", coerce=int, error_messages={"required": "Select by when"}
    )
    is_mine = forms.BooleanField(label="I will do it myself", required=False)
    rationale = forms.CharField(label="Which risk does it meet?", max_length=1000, required=False)
    once_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, agencies: Any, days: list[int], on: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "agency", agencies, named)
        field = self.fields["days"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(number, _day(number, on=on)) for number in days]


def _day(number: int, *, on: date) -> str:
    day = on + timedelta(days=number)
    return f"{'Tomorrow' if number == 1 else f'In {number} days'}, {day:%a} {day.day} {day:%B}"


class SummaryForm(forms.Form):
    """The chair's summary of a case."""

    summary = forms.CharField(
        label="Summary of the case",
        help_text="Two or three sentences. Everything below is put together from what was written.",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter a summary of the case"},
    )


class CorrectionForm(SummaryForm):
    """The summary put right after signing, and why."""

    why = forms.CharField(
        label="Why are the signed minutes put right?",
        max_length=1000,
        error_messages={"required": "Enter why the signed minutes are put right"},
    )
    field_order = ["why", "summary"]
