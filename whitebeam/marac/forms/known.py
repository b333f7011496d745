"""Confirming what is known already, before a referral to MARAC is written."""

from collections.abc import Sequence
from typing import Any

from django import forms

from whitebeam.referrals.queries.told_before import KnownFact


class KnownForm(forms.Form):
    """Confirms, in one go, what is still right; each with who said it and when."""

    facts = forms.MultipleChoiceField(
        label="What is still right?",
        help_text="Take the tick away from what is not. It is then asked like anything else.",
        required=False,
        error_messages={
            "invalid_choice": "Something here has changed since you opened the page. Look again."
        },
    )

    def __init__(self, data: Any, *, facts: Sequence[KnownFact]) -> None:
        super().__init__(data)
        field = self.fields["facts"]
        field.choices = [(fact.code, f"{fact.label}: {fact.words}") for fact in facts]  # type: ignore[attr-defined]  # it is a choice
        self.initial["facts"] = [fact.code for fact in facts]
        self.sources = {
            fact.code: f"{fact.source}, {fact.told_on.day} {fact.told_on:%B %Y}" for fact in facts
        }
