"""What was advised, written after the question."""

from typing import Any

from django import forms

from whitebeam.referrals.rules.form_definition import Form


class GivenForm(forms.Form):
    words = forms.CharField(
        label="What was advised?",
        help_text="Do not write names, addresses or anything by which somebody could be known.",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what was advised"},
    )
    outcome = forms.ChoiceField(label="What comes next?", required=False)

    def __init__(self, data: Any, *, form: Form) -> None:
        super().__init__(data)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]  # a choice field
            (option.code, option.label)
            for question in form.questions()
            if question.maps_to == "advice.outcome"
            for option in question.options
        ]


class AgencyForm(forms.Form):
    """Asks for which agency only where there is a choice."""

    agency = forms.ChoiceField(
        label="For which agency?", error_messages={"required": "Select an agency"}
    )

    def __init__(self, data: Any, *, agencies: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]  # a choice field
        self.fields["agency"].required = len(agencies) > 1
        self.only = agencies[0][0] if len(agencies) == 1 else ""

    def chosen(self) -> str:
        """Return the agency's key, the only one where there was no choice."""
        return str(self.cleaned_data["agency"] or self.only)
