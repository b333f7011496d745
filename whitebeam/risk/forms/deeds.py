"""Forms of single deeds about risk."""

from collections.abc import Iterable
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.risk.models import ConflictOrAbuse, Happening
from whitebeam.risk.rules.guides import SIDES, Guide

Pairs = Iterable[tuple[str, str]]
LONG = 4000


class StartForm(forms.Form):
    tool = forms.ChoiceField(label="With which tool?", error_messages={"required": "Select a tool"})
    perpetrator = forms.ChoiceField(label="From whom is the risk?", required=False)

    def __init__(self, data: Any, *, tools: Pairs, others: Pairs) -> None:
        super().__init__(data)
        self.fields["tool"].choices = list(tools)  # type: ignore[attr-defined]  # it is a choice
        self.fields["perpetrator"].choices = [  # type: ignore[attr-defined]  # it is a choice
            *others,
            ("", "Somebody else, or not known"),
        ]


class OtherForm(forms.Form):
    """With whom, out of those on the record."""

    other = forms.ChoiceField(
        label="And who else?", error_messages={"required": "Select the other person"}
    )

    def __init__(self, data: Any, *, others: Pairs) -> None:
        super().__init__(data)
        self.fields["other"].choices = list(others)  # type: ignore[attr-defined]  # it is a choice


class GuideForm(forms.Form):
    """The questions of a guide, and what it comes to."""

    conclusion = forms.CharField(
        max_length=LONG,
        widget=forms.Textarea,
        label="What did you find, and what shows it?",
        error_messages={"required": "Enter what you found, and what shows it"},
    )

    def __init__(self, data: Any, *, guide: Guide, sides: Pairs) -> None:
        super().__init__(data)
        self.guide = guide
        for one in guide.questions:
            self.fields[one.code] = forms.ChoiceField(
                label=one.label,
                help_text=one.hint,
                choices=[
                    (side, {"FIRST": one.first, "SECOND": one.second}.get(side) or words)
                    for side, words in zip(SIDES, dict(sides).values(), strict=True)
                ],
                error_messages={"required": f"Answer “{one.label}”, or say it is not known"},
            )
        self.order_fields([*[one.code for one in guide.questions], *self.base_fields])

    def answers(self) -> dict[str, str]:
        """Return the answer to each question."""
        return {one.code: self.cleaned_data[one.code] for one in self.guide.questions}


class ReviewForm(GuideForm):
    harmed = forms.ChoiceField(
        label="Who is the one harmed?",
        error_messages={"required": "Select who is harmed, or that it is not clear yet"},
    )
    review_on = DateField(
        what="The day", label="If not clear: when is it looked at again?", required=False
    )

    def __init__(self, data: Any, *, guide: Guide, sides: Pairs, people: Pairs) -> None:
        super().__init__(data, guide=guide, sides=sides)
        self.fields["harmed"].choices = [  # type: ignore[attr-defined]  # it is a choice
            *people,
            ("UNCLEAR", "Not clear yet: both are treated as at risk"),
        ]

    def clean(self) -> None:
        unclear = self.cleaned_data.get("harmed") == "UNCLEAR"
        if unclear and not self.cleaned_data.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Enter when it is looked at again")


class ComparisonForm(GuideForm):
    leans = forms.ChoiceField(
        label="Which way does it point?",
        choices=ConflictOrAbuse.Leans.choices,
        error_messages={"required": "Select which way it points"},
    )


class ReasonForm(forms.Form):
    words = forms.CharField(max_length=LONG, widget=forms.Textarea, label="Why?")

    def __init__(self, data: Any, *, label: str, missing: str) -> None:
        super().__init__(data)
        self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = missing


class LookForm(forms.Form):
    found = forms.ChoiceField(
        label="Which way round is it?",
        choices=(
            ("SET_ASIDE", "The roles were the wrong way round: set this assessment aside"),
            ("STANDS", "They are right: it stands"),
        ),
        error_messages={"required": "Select whether it is set aside or stands"},
    )
    words = forms.CharField(
        max_length=LONG,
        widget=forms.Textarea,
        label="What did you look at, and why?",
        error_messages={"required": "Enter what you looked at, and why it stands or not"},
    )


class ChildAwareForm(forms.Form):
    appearance = forms.CharField(
        label="Appearance",
        help_text="How does the child look: clothes, weight, marks, tiredness?",
    )
    words = forms.CharField(label="Words", help_text="What does the child say, in which words?")
    activity = forms.CharField(
        label="Activity", help_text="What does the child do: play, school, sleep, hiding?"
    )
    relationships = forms.CharField(
        label="Relationships and dynamics",
        help_text="With whom is the child safe or afraid? Who looks after whom?",
    )
    environment = forms.CharField(
        label="Environment", help_text="What is the home like: damage, food, bed, weapons, pets?"
    )
    next_steps = forms.CharField(label="What will be done now", help_text="And by whom")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.required, field.widget = False, forms.Textarea()


class PauseForm(forms.Form):
    starts_on = DateField(what="The first day", label="From")
    ends_on = DateField(what="The last day", label="Until, if it is known", required=False)
    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea,
        label="Why can nobody assess now?",
        help_text="Such as in hospital, or that contact is not safe",
        error_messages={"required": "Enter why nobody can assess now"},
    )


class HappeningForm(forms.Form):
    cause = forms.ChoiceField(
        label="What happened?",
        choices=Happening.Cause.choices,
        error_messages={"required": "Select what happened"},
    )
    happened_on = DateField(what="The day", label="When?")
    words = forms.CharField(
        max_length=1000, widget=forms.Textarea, required=False, label="Anything to add"
    )


class ShareForm(forms.Form):
    agency = forms.ChoiceField(
        label="With which agency?", error_messages={"required": "Select an agency"}
    )
    why = forms.CharField(
        max_length=1000,
        widget=forms.Textarea,
        label="Why do they need it?",
        error_messages={"required": "Enter why they need it"},
    )

    def __init__(self, data: Any, *, agencies: Pairs) -> None:
        super().__init__(data)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # it is a choice
