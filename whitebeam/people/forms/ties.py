"""Who belongs together. The other person is chosen among those who are known already."""

from typing import Any

from django import forms

from whitebeam.govuk.fields import ApproximateDateField, DateField
from whitebeam.people.models import Relationship


class HouseholdForm(forms.Form):
    name = forms.CharField(label="Name", max_length=160, required=False)
    date_of_birth = ApproximateDateField(
        what="Date of birth", label="Date of birth, or age", required=False
    )
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    starts_on = DateField(what="Start", label="Since when, if known?", required=False)
    source = forms.CharField(
        label="Who told us?",
        max_length=120,
        error_messages={"required": "Enter who told us"},
    )
    use_person = forms.UUIDField(
        error_messages={
            "required": "Look the person up, then choose “This is the person”",
            "invalid": "Look the person up, then choose “This is the person”",
        },
        widget=forms.HiddenInput,
    )

    def tie(self) -> dict[str, Any]:
        """Return what the service takes, without what was typed to find the other."""
        typed = self.cleaned_data
        return {
            "other_id": typed["use_person"],
            "source": typed["source"],
            "starts_on": typed["starts_on"],
        }


class RelationshipForm(HouseholdForm):
    kind = forms.ChoiceField(
        label="What is the other to this person?",
        choices=Relationship.Kind,
        error_messages={"required": "Select what they are to each other"},
    )

    def tie(self) -> dict[str, Any]:
        return {**super().tie(), "kind": Relationship.Kind(self.cleaned_data["kind"])}
