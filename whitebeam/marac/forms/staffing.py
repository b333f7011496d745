"""What is typed to say how many people are in post."""

from __future__ import annotations

from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.marac.models import StaffInPost
from whitebeam.partners.models import Area


class StaffForm(forms.Form):
    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        label="Which area?", queryset=None, error_messages={"required": "Select the area"}
    )
    role = forms.ChoiceField(
        label="Who?",
        choices=StaffInPost.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select advisers or administrators"},
    )
    posts = forms.DecimalField(
        label="How many full-time posts are filled?",
        help_text="Two people of half a post each are 1. Vacancies do not count.",
        min_value=0,
        max_digits=5,
        decimal_places=1,
        error_messages={
            "required": "Enter how many posts are filled",
            "invalid": "Enter a number, like 3 or 2.5",
            "min_value": "Enter 0 posts or more",
            "max_decimal_places": "Enter at most one place after the point, like 2.5",
        },
    )
    starts_on = DateField(what="The first day", label="From which day?")
    source = forms.CharField(
        label="Who says so, and where is it written?",
        max_length=240,
        error_messages={"required": "Enter who says so, and where it is written"},
    )

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = areas
        field.label_from_instance = _named  # type: ignore[assignment,method-assign]  # as Django has it


def _named(area: Any) -> str:
    return str(area.name)
