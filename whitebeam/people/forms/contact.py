"""How she may be reached, what she needs to be heard, and where she is."""

from typing import Any

from django import forms

from whitebeam.people.models import CommunicationNeed, ContactPoint, SafeContact
from whitebeam.people.services.facts import CommunicationFact, SafeContactFact
from whitebeam.people.services.location import SHORTEST_REASON
from whitebeam.people.services.safe_contact import DAYS

CLOCK = ("%H:%M", "%H.%M", "%H%M")
NO_TIME = {"invalid": "Enter a time like 09:30"}


class SafeContactForm(forms.Form):
    answer = forms.ChoiceField(
        label="Is this way safe?",
        choices=SafeContact.Answer,
        error_messages={"required": "Select whether this way is safe"},
    )
    days = forms.TypedMultipleChoiceField(
        label="Which days are safe?",
        help_text="Select none if any day is safe",
        choices=list(enumerate(DAYS)),
        coerce=int,
        required=False,
    )
    from_time = forms.TimeField(
        label="Safe from",
        help_text="For example, 09:30. Leave both empty if any time is safe",
        input_formats=CLOCK,
        required=False,
        error_messages=NO_TIME,
    )
    to_time = forms.TimeField(
        label="Safe until", input_formats=CLOCK, required=False, error_messages=NO_TIME
    )
    withhold_number = forms.BooleanField(label="Withhold our number", required=False)
    wording = forms.CharField(
        label="What may be said or written?",
        help_text="For example, say it is the dentist",
        max_length=400,
        required=False,
    )
    who_else_sees = forms.CharField(
        label="Who else may see or hear it?", max_length=400, required=False
    )
    safe_word = forms.CharField(
        label="Safe word",
        help_text="A word by which each of you knows that it is safe to talk",
        max_length=80,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("from_time"), typed.get("to_time")
        if (first is None) != (last is None) and not self.errors:
            self.add_error("to_time" if first else "from_time", "Enter both times, or neither")
        if first and last and last <= first:
            self.add_error("to_time", "The time until must be after the time from")
        return typed

    def fact(self, channel: SafeContact.Channel) -> SafeContactFact:
        typed = self.cleaned_data
        return SafeContactFact(
            channel=channel,
            answer=SafeContact.Answer(typed["answer"]),
            days=tuple(typed["days"]),
            **{name: typed[name] for name in _KEPT_AS_TYPED},
        )


_KEPT_AS_TYPED = (
    "from_time",
    "to_time",
    "withhold_number",
    "wording",
    "who_else_sees",
    "safe_word",
)


class NeedForm(forms.Form):
    kind = forms.ChoiceField(
        label="What does she need?",
        choices=CommunicationNeed.Kind,
        error_messages={"required": "Select what she needs"},
    )
    language = forms.CharField(label="Which language?", max_length=60, required=False)
    notes = forms.CharField(
        label="Anything else to know?", max_length=1000, required=False, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("kind") == CommunicationNeed.Kind.INTERPRETER and not typed.get("language"):
            self.add_error("language", "Enter the language the interpreter needs")
        return typed

    def fact(self) -> CommunicationFact:
        typed = self.cleaned_data
        return CommunicationFact(
            CommunicationNeed.Kind(typed["kind"]), typed["language"], typed["notes"]
        )


class ContactPointForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=ContactPoint.Kind,
        error_messages={"required": "Select what it is"},
    )
    value = forms.CharField(
        label="Number, e-mail, or house and street",
        max_length=400,
        error_messages={"required": "Enter the number, e-mail or address"},
    )
    postcode = forms.CharField(label="Postcode, for an address", max_length=10, required=False)
    source = forms.CharField(
        label="Who told us?",
        help_text="For example, she did on the phone today",
        max_length=120,
        error_messages={"required": "Enter who told us"},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why do you need to know where she is?",
        help_text="Your reason is kept, sealed, with your name and the time",
        min_length=SHORTEST_REASON,
        max_length=400,
        error_messages={
            "required": "Enter why you need to know where this person is",
            "min_length": "Enter why you need to know, in a few words",
        },
    )


class LocationForm(forms.Form):
    text = forms.CharField(
        label="Where is she?",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Enter where this person is"},
    )
