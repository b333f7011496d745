"""What is typed to say that another process is at work: a flag and whom to ask, and no more."""

from __future__ import annotations

from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.marac.forms.offered import named, offer
from whitebeam.marac.models import CasePerson, ProcessLink
from whitebeam.partners.models import Agency


class ProcessForm(forms.Form):
    kind = forms.ChoiceField(
        label="Which process?",
        choices=ProcessLink.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select which process"},
    )
    about: forms.ModelChoiceField[CasePerson] = forms.ModelChoiceField(
        label="Whom does it concern?",
        queryset=None,
        error_messages={"required": "Select whom it concerns"},
    )
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency leads it?",
        queryset=None,
        error_messages={"required": "Select which agency leads it"},
    )
    lead = forms.CharField(
        label="Which role or team leads it there?",
        help_text="A role or a team, like “MAPPA coordinator”. Nothing of what it holds.",
        max_length=160,
        error_messages={"required": "Enter the role or team that leads it"},
    )
    contact = forms.CharField(
        label="Where is it asked at work?",
        help_text="A work telephone or address, nobody's own.",
        max_length=160,
        error_messages={"required": "Enter a work telephone or address to ask at"},
    )
    since_on = DateField(what="Since when", label="Since when, if known?", required=False)
    why_withheld = forms.CharField(
        label="To keep it within your agency for now: why?",
        help_text="Leave it empty to share it with those who work on the case.",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    emergency = forms.CharField(
        label="If no agreement covers it: why is it an emergency?",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    once_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "about", people, _person)
        offer(self, "agency", agencies, named)
        self.fields["agency"].initial = agencies.first() if agencies.count() == 1 else None


def _person(one: CasePerson) -> str:
    return f"{one.called}, {one.get_part_display().lower()}"
