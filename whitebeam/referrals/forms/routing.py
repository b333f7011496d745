"""A routing rule, to try and to adopt."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.people.models import Person
from whitebeam.referrals.models import Queue, Referral, RoutingRule
from whitebeam.referrals.rules.routing import Conditions, position_before
from whitebeam.referrals.services.changing_routes import Change

Choices = Iterable[tuple[str, str]]
OLDEST = 130
WHERE_IT_IS, AFTER_ALL = "same", "end"


class RuleForm(forms.Form):
    sentence = forms.CharField(
        label="The rule in one sentence",
        max_length=240,
        error_messages={"required": "Enter the rule in one sentence"},
    )
    area = forms.MultipleChoiceField(
        label="Districts", help_text="Leave empty for every district.", required=False
    )
    age_min = forms.IntegerField(
        label="Youngest age", min_value=0, max_value=OLDEST, required=False
    )
    age_max = forms.IntegerField(label="Oldest age", min_value=0, max_value=OLDEST, required=False)
    sex = forms.MultipleChoiceField(label="Sex", choices=Person.Sex.choices, required=False)
    risk = forms.MultipleChoiceField(label="Risk", choices=Referral.Risk.choices, required=False)
    need = forms.MultipleChoiceField(
        label="Needs", help_text="Any one of these is enough.", required=False
    )
    queue = forms.ChoiceField(label="Goes to", error_messages={"required": "Select where it goes"})
    place = forms.ChoiceField(
        label="Where it stands",
        help_text="Rules are read from the top; the first that fits decides.",
        error_messages={"required": "Select where it stands"},
    )
    source = forms.CharField(label="Who decided it, and where", max_length=240, required=False)
    starts_on = DateField(
        what="First day",
        label="From which day?",
        help_text="Only for adopting or ending it.",
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        rule: RoutingRule | None,
        others: Sequence[RoutingRule],
        areas: Choices,
        needs: Choices,
        queues: Iterable[Queue],
    ) -> None:
        super().__init__(data)
        self.rule, self.others = rule, others
        self.queues = {str(queue.pk): queue for queue in queues}
        named = [(key, f"{queue.name} ({queue.agency.name})") for key, queue in self.queues.items()]
        choices_of = {"area": areas, "need": needs, "queue": named, "place": self._places()}
        for name, choices in choices_of.items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # choice fields
        self.initial = {"place": AFTER_ALL} if rule is None else _said_by(rule)

    def _places(self) -> list[tuple[str, str]]:
        stay = [] if self.rule is None else [(WHERE_IT_IS, "Where it is now")]
        before = [(str(one.pk), f"Before: {one.sentence}") for one in self.others]
        return [*stay, *before, (AFTER_ALL, "After all others")]

    def clean_place(self) -> float:
        """Return the position that the place means."""
        chosen = self.cleaned_data["place"]
        if chosen == WHERE_IT_IS and self.rule is not None:
            return self.rule.position
        keys = [str(one.pk) for one in self.others]
        place = None if chosen == AFTER_ALL else keys.index(chosen)
        position = position_before([one.position for one in self.others], place)
        if position is None:
            raise forms.ValidationError("There is no room there. Move the rule below it first")
        return position

    def clean(self) -> None:
        youngest, oldest = self.cleaned_data.get("age_min"), self.cleaned_data.get("age_max")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("age_max", "The oldest age must not be below the youngest")

    def change(self) -> Change:
        """Return what the rule should say instead."""
        given = self.cleaned_data
        names = ("area", "age_min", "age_max", "sex", "risk", "need")
        return Change(
            sentence=given["sentence"],
            when=Conditions.of({name: given[name] for name in names}),
            queue=self.queues[given["queue"]],
            position=given["place"],
            source=given["source"],
        )

    def first_day(self) -> date | None:
        """Return the day from which the rule should hold, where one was given."""
        day: date | None = self.cleaned_data.get("starts_on")
        return day


def _said_by(rule: RoutingRule) -> dict[str, Any]:
    return {
        **rule.when,
        "sentence": rule.sentence,
        "queue": str(rule.queue_id),
        "place": WHERE_IT_IS,
        "source": rule.source,
    }
