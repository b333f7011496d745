"""What the coordinator types about research."""

from __future__ import annotations

from typing import Any

from django import forms

from whitebeam.partners.models import Agency


class EmergencyForm(forms.Form):
    """Why research opens although no agreement covers the referrer."""

    emergency = forms.CharField(
        label="Why is this an emergency?",
        help_text="Only where no sharing agreement covers the referring agency.",
        max_length=1000,
        required=False,
    )


class AskAnotherForm(forms.Form):
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency?",
        queryset=None,
        error_messages={"required": "Select an agency"},
    )
    emergency = forms.CharField(
        label="If no agreement covers it: why is this an emergency?",
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        field.label_from_instance = _named  # type: ignore[method-assign,assignment]  # as Django has it


def _named(agency: Any) -> str:
    return str(agency.name)
