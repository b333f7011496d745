"""What is typed to settle a case early, and to read a settlement again."""

from __future__ import annotations

from typing import Any

from django import forms

from whitebeam.partners.models import Agency


class AgencyForm(forms.Form):
    """For which agency the user speaks: asked only where there is more than one."""

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="For which agency?",
        queryset=None,
        error_messages={"required": "Select for which agency you speak"},
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        field.label_from_instance = _named  # type: ignore[assignment,method-assign]  # as Django has it
        field.initial = agencies.first()


class ProposalForm(AgencyForm):
    reason = forms.CharField(
        label="Why is no full hearing needed?",
        help_text="What is agreed and done already, and why the risk is held.",
        max_length=2000,
        error_messages={"required": "Enter why no full hearing is needed"},
    )
    field_order = ("reason", "agency")


class DecisionForm(forms.Form):
    """Asked only for what lacks: answers that are not waited for, a plan that is not needed."""

    not_awaited = forms.CharField(
        label="Why are these answers not needed?",
        max_length=1000,
        error_messages={"required": "Enter why these answers are not needed, or wait for them"},
    )
    no_action = forms.CharField(
        label="Why is no action needed?",
        max_length=1000,
        error_messages={"required": "Enter why no action is needed, or raise one first"},
    )

    def __init__(self, *args: Any, silent: list[str], is_planned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if silent:
            self.fields["not_awaited"].help_text = f"Not answered yet: {', '.join(silent)}."
        else:
            del self.fields["not_awaited"]
        if is_planned:
            del self.fields["no_action"]


class ReadingForm(forms.Form):
    is_sound = forms.ChoiceField(
        label="Was it right to settle this case without a full hearing?",
        choices=[("yes", "Yes"), ("no", "No, it must be heard")],
        error_messages={"required": "Select whether it was right"},
    )
    words = forms.CharField(
        label="What did you find?",
        max_length=2000,
        error_messages={"required": "Enter what you found"},
    )


def _named(agency: Any) -> str:
    return str(agency.name)
