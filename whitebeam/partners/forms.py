"""The questions of an agency's lead, of a guardian and of whoever configures the partnership."""

import json
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.partners.models import Duty

EMAIL = "Enter an e-mail address in the usual form, like name@agency.org.uk"


class NamedChoice(forms.ModelChoiceField):
    """A choice of rows by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class InviteForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the person's name"}
    )
    email = forms.EmailField(
        label="Work e-mail address",
        max_length=254,
        help_text="The invitation goes there. It works once, for seven days.",
        error_messages={"required": "Enter their work e-mail address", "invalid": EMAIL},
    )
    job_title = forms.CharField(label="Job title", max_length=120, required=False)
    agency = NamedChoice(
        None,
        label="Agency",
        error_messages={"required": "Select an agency"},
    )
    role = NamedChoice(
        None,
        label="Usual role",
        help_text="Gives the duties of the role, besides those you tick.",
        required=False,
    )
    team = NamedChoice(None, label="Team", required=False)
    duties = forms.MultipleChoiceField(label="Duties", required=False)
    ends_on = DateField(
        what="Last day",
        label="Last day",
        help_text="Like 27 3 2027",
        required=False,
    )

    def __init__(
        self, *args: Any, agencies: Any, roles: Any, teams: Any, duties: list[Duty], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {"agency": agencies, "role": roles, "team": teams}
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        _offer(self, duties)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        role = answers.get("role")
        chosen = [*answers.get("duties", []), *(role.duties if role else [])]
        answers["all_duties"] = [duty for duty in Duty if duty in chosen]
        if not chosen:
            self.add_error("duties", "Select a role or at least one duty")
        return answers


class DutiesForm(forms.Form):
    duties = forms.MultipleChoiceField(
        label="Duties", error_messages={"required": "Select at least one duty"}
    )
    starts_on = DateField(what="First day", label="From which day", help_text="Today or later.")

    def __init__(self, *args: Any, duties: list[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, duties)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        help_text="Kept sealed with the record of this. Name no person the partnership helps.",
        error_messages={"required": "Enter why"},
    )


class AgreementForm(forms.Form):
    review_on = DateField(what="Review", label="Review by")
    ends_on = DateField(
        what="Last day", label="Last day", help_text="The day after, nothing is shared under it."
    )


class SettingForm(forms.Form):
    """A value as text; structured values are written as JSON."""

    value = forms.CharField(label="New value", error_messages={"required": "Enter a value"})
    starts_on = DateField(what="First day", label="From which day", help_text="Today or later.")
    source = forms.CharField(
        label="Who decided this, and where is it written?",
        max_length=240,
        error_messages={"required": "Enter who decided this, and where it is written"},
    )

    def __init__(self, *args: Any, present: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = present

    def clean_value(self) -> Any:
        typed = self.cleaned_data["value"].strip()
        if isinstance(self.present, str):
            return typed
        try:
            value = json.loads(typed)
        except ValueError:
            raise forms.ValidationError(self._how()) from None
        if type(value) is not type(self.present):
            raise forms.ValidationError(self._how())
        return value

    def _how(self) -> str:
        if isinstance(self.present, bool):
            return "Enter true or false"
        if isinstance(self.present, int | float):
            return "Enter a number, like the present one"
        return "Enter a list or table in the same form as the present one"


def _offer(form: forms.Form, duties: list[Duty]) -> None:
    field = form.fields["duties"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(duty.value, duty.label) for duty in duties]


class GuestForm(forms.Form):
    number = forms.CharField(
        label="Number",
        max_length=12,
        help_text="The six digits that the page showed you when you asked for the link.",
        error_messages={"required": "Enter the number that the page showed you"},
    )
    name = forms.CharField(
        label="Your name", max_length=120, error_messages={"required": "Enter your name"}
    )
    job_title = forms.CharField(
        label="Your job and organisation",
        max_length=120,
        error_messages={"required": "Enter your job and organisation"},
    )
