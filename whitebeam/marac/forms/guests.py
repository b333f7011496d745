"""What the coordinator types to let a guest in, and what the guest types to come in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms

from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Agency


class OpenPackageForm(forms.Form):
    """Whom to let read what was sent to a MARAC outside this partnership."""

    name = forms.CharField(
        label="Their coordinator's name",
        max_length=120,
        error_messages={"required": "Enter the name of their coordinator"},
    )
    email = forms.EmailField(
        label="Work e-mail address",
        max_length=254,
        error_messages={
            "required": "Enter their work e-mail address",
            "invalid": "Enter an e-mail address in the usual form, like name@agency.org.uk",
        },
    )
    days = forms.ChoiceField(label="For how long?")

    def __init__(self, *args: Any, days: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_days(self, days)

    def until(self, now: datetime) -> datetime:
        """Return the end of the last day in London."""
        return _end_of(int(self.cleaned_data["days"]), now)


class GuestForm(forms.Form):
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="For which agency?",
        help_text="Agencies that are asked here and have no representative of their own.",
        queryset=None,
        error_messages={"required": "Select an agency"},
    )
    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the guest's name"}
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="If no link comes to it, ask them whether they sign in here as usual.",
        max_length=254,
        error_messages={
            "required": "Enter their work e-mail address",
            "invalid": "Enter an e-mail address in the usual form, like name@agency.org.uk",
        },
    )
    days = forms.ChoiceField(label="For how long?")

    def __init__(self, *args: Any, agencies: Any, days: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_days(self, days)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        field.label_from_instance = _named  # type: ignore[assignment,method-assign]  # as Django has it

    def until(self, now: datetime) -> datetime:
        """Return the end of the last day in London."""
        return _end_of(int(self.cleaned_data["days"]), now)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="The code that was read out to you",
        max_length=40,
        error_messages={"required": "Enter the code that was read out to you"},
    )


def _offer_days(form: forms.Form, days: Sequence[int]) -> None:
    choices = form.fields["days"]
    assert isinstance(choices, forms.ChoiceField)
    choices.choices = [(str(one), "Today" if one == 1 else f"{one} days") for one in days]
    # The longest but one: long enough for a list, and not the most there is.
    choices.initial = str(sorted(days)[-2:][0])


def _end_of(days: int, now: datetime) -> datetime:
    last = now.astimezone(LONDON).date() + timedelta(days=days)
    return datetime.combine(last, time(), tzinfo=LONDON)


def _named(agency: Any) -> str:
    return str(agency.name)
