"""What an owner is asked, and what a keeper decides."""

from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.strategy.models import Status

STATUSES = [(value, label) for value, label in Status.choices if value != Status.NOT_REPORTED]


class UpdateForm(forms.Form):
    status = forms.ChoiceField(
        label="Where does it stand?",
        choices=STATUSES,
        error_messages={"required": "Choose where the project stands"},
    )
    words = forms.CharField(
        label="What was done, and what comes next?",
        max_length=4000,
        help_text="Plain words. Name no person the partnership helps.",
        error_messages={"required": "Say what was done"},
    )


class EvidenceForm(forms.Form):
    title = forms.CharField(
        label="What is it?",
        max_length=200,
        help_text="Such as minutes, a page, a count.",
        error_messages={"required": "Say what it is"},
    )
    address = forms.URLField(
        label="Its address",
        max_length=400,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter an address in full, like https://www.kent.gov.uk"},
    )
    place = forms.CharField(label="Or the document and where in it", max_length=240, required=False)
    figure = forms.ChoiceField(label="Or a figure of this project", required=False)
    happened_on = DateField(
        what="Day", label="Of which day?", help_text="Like 27 3 2026", required=False
    )

    def __init__(self, *args: Any, figures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["figure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *figures]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        found = any(answers.get(name) for name in ("address", "place", "figure"))
        if not found and "address" not in self.errors:
            self.add_error("address", "Enter an address, a place in a document, or a figure")
        return answers


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("SIGN", "Sign it off"), ("RETURN", "Send it back")],
        error_messages={"required": "Choose whether to sign it off"},
    )
    words = forms.CharField(label="What is missing?", max_length=2000, required=False)
    review_due_on = DateField(
        what="Review",
        label="Review it by",
        help_text="Left empty: in thirteen weeks. After that day the claim turns grey.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("decision") == "RETURN" and not answers.get("words"):
            self.add_error("words", "Say what is missing")
        return answers


class RoundForm(forms.Form):
    strand = forms.ChoiceField(
        label="Which part reports?", error_messages={"required": "Choose which part reports"}
    )
    board_on = DateField(what="Day of the board", label="When does the board meet?")

    def __init__(self, *args: Any, strands: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["strand"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = strands
