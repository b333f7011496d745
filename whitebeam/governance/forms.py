"""What those who keep groups type; validated here, done by the services.

A choice among rows is given its rows by the page, which has them from a policy or query.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.directory.models import Group
from whitebeam.governance.models import Attendance, Decision, Interest, Item, Seat
from whitebeam.governance.models.meetings import Label
from whitebeam.govuk.fields import DateField
from whitebeam.partners.models import Agency

GRADES = [(number, str(number)) for number in range(1, 6)]


def words(label: str, missing: str, *, most: int = 4000, needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=needed,
        widget=forms.Textarea,
        error_messages={"required": missing},
    )


def line(label: str, missing: str = "", *, needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=160, required=needed, error_messages={"required": missing}
    )


def day(label: str, missing: str) -> DateField:
    return DateField(what="The day", label=label, error_messages={"required": missing})


def grade(label: str, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=GRADES,
        coerce=int,
        help_text="1 is least, 5 is most.",
        error_messages={"required": missing},
    )


class Questions(forms.Form):
    """Questions whose choices the page hands in by name: `offered={"seat": rows}`."""

    def __init__(self, *args: Any, offered: dict[str, QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
            field.label_from_instance = _named  # type: ignore[assignment,method-assign]


class FillForm(Questions):
    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who sits in it?", queryset=None, required=False
    )
    office = line("Or the office, where no account is needed", needed=False)
    starts_on = day("From when?", "Enter the day from which")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("user") and not typed.get("office"):
            self.add_error("user", "Select who sits in it, or enter the office")
        return typed


class EndForm(Questions):
    ends_on = day("Which is the last day?", "Enter the last day")


class MeetingForm(Questions):
    on = day("On which day?", "Enter the day of the meeting")
    place = line("Where?", needed=False)


class ItemForm(Questions):
    title = line("What is the item?", "Enter what the item is")
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=Item.Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is for"},
    )


class PaperForm(Questions):
    title = line("What is the paper called?", "Enter the title of the paper")
    body = words("The paper", "Enter the paper", most=60_000)


class MinuteForm(Questions):
    text = words("What was said?", "Enter what was said", most=20_000)


class DecisionForm(Questions):
    text = words("What was decided?", "Enter what was decided")


class ResultForm(Questions):
    result = words("What came of it?", "Enter what came of it")


class LabelForm(Questions):
    to = forms.ChoiceField(
        label="Who may read it?",
        choices=Label.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who may read it"},
    )
    why = words("Who decided this, and why?", "Enter who decided it and why", most=1000)


class InterestForm(Questions):
    seat: forms.ModelChoiceField[Seat] = forms.ModelChoiceField(
        label="Whose interest?",
        queryset=None,
        error_messages={"required": "Select whose interest it is"},
    )
    item: forms.ModelChoiceField[Item] = forms.ModelChoiceField(
        label="Under which item? (optional)", queryset=None, required=False
    )
    nature = words("What is the interest?", "Enter what the interest is", most=1000)
    handling = forms.ChoiceField(
        label="What was done about it?",
        choices=Interest.Handling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was done about it"},
    )


class ActionForm(Questions):
    text = words("What is to be done?", "Enter what is to be done", most=1000)
    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency is asked?",
        queryset=None,
        to_field_name="code",
        error_messages={"required": "Select the agency that is asked"},
    )
    due_date = day("By when?", "Enter the day by which it should be done")
    decision: forms.ModelChoiceField[Decision] = forms.ModelChoiceField(
        label="Which decision does it carry out? (optional)", queryset=None, required=False
    )


class RiskForm(Questions):
    text = words("What is the risk?", "Enter what the risk is", most=1000)
    likelihood = grade("How likely is it?", "Select how likely it is")
    impact = grade("How grave would it be?", "Select how grave it would be")
    owner_agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which agency answers for it?",
        queryset=None,
        to_field_name="code",
        error_messages={"required": "Select the agency that answers for it"},
    )
    answer = words("What is done about it?", "", most=1000, needed=False)
    review_on = day("When is it looked at next?", "Enter when it is looked at next")


class ReviewForm(Questions):
    likelihood = grade("How likely is it now?", "Select how likely it is")
    impact = grade("How grave would it be?", "Select how grave it would be")
    review_on = day("When is it looked at next?", "Enter when it is looked at next")


class PlannedForm(Questions):
    title = line("What is the paper called?", "Enter the title of the paper")
    group: forms.ModelChoiceField[Group] = forms.ModelChoiceField(
        label="Which group?",
        queryset=None,
        to_field_name="code",
        error_messages={"required": "Select the group"},
    )
    wanted_on = day("For which day?", "Enter the day for which it is wanted")


class NextForm(Questions):
    group: forms.ModelChoiceField[Group] = forms.ModelChoiceField(
        label="Which group does it go to next?",
        queryset=None,
        to_field_name="code",
        error_messages={"required": "Select the group"},
    )
    wanted_on = day("For which day?", "Enter the day for which it is wanted")


class PlaceForm(Questions):
    item: forms.ModelChoiceField[Item] = forms.ModelChoiceField(
        label="Under which item did it come?",
        queryset=None,
        error_messages={"required": "Select the item"},
    )


class AttendanceForm(forms.Form):
    """One question a seat: who came."""

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seat in seats:
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(
                label=seat.name,
                choices=Attendance.How.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select whether {seat.name} was there"},
            )


def _named(thing: Any) -> str:
    if isinstance(thing, Item):
        return f"{thing.meeting.on.isoformat()}: {thing.title}"
    if isinstance(thing, Decision):
        return f"{thing.reference}: {thing.text}"
    return str(thing.name)
