"""What a coordinator decides about a question."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from whitebeam.people.models import MatchRequest

Outcome = MatchRequest.Outcome
NOBODY = (
    (Outcome.NOT_KNOWN, "None of these: there is nobody else to tell"),
    (Outcome.NO_BASIS, "Somebody is known, but no agreement covers sharing it"),
)


class DecisionForm(forms.Form):
    answer = forms.ChoiceField(
        label="Who is this?", error_messages={"required": "Select who this is"}
    )
    note = forms.CharField(
        label="What makes you sure?",
        help_text="Kept sealed with the decision. Needed where it is the same person.",
        max_length=1000,
        required=False,
    )

    def __init__(
        self, *args: Any, candidates: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [*candidates, *NOBODY]  # type: ignore[attr-defined]  # it is a choice

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self._is_same(typed) and not typed.get("note"):
            self.add_error("note", "Enter what makes you sure that it is the same person")
        return typed

    def decided(self) -> dict[str, Any]:
        """Return what the service takes."""
        answer, is_same = self.cleaned_data["answer"], self._is_same(self.cleaned_data)
        return {
            "outcome": Outcome.SAME_PERSON if is_same else Outcome(answer),
            "same_as": UUID(answer) if is_same else None,
            "note": self.cleaned_data["note"],
        }

    def _is_same(self, typed: dict[str, Any]) -> bool:
        return bool(typed.get("answer")) and typed["answer"] not in Outcome.values
