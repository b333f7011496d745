"""What is typed about a flag of an agency that has nobody here."""

from django import forms


class FlagToldForm(forms.Form):
    told_by = forms.CharField(
        label="Who at the agency told you?",
        help_text="Her name or her post. The agency keeps the flag in its own files.",
        max_length=160,
        error_messages={"required": "Enter who at the agency told you"},
    )
