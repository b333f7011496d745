"""The choice before a referral: by which route, and for which agency."""

from collections.abc import Iterable
from typing import Any

from django import forms

from whitebeam.partners.models import Agency
from whitebeam.referrals.models import Referral
from whitebeam.referrals.queries.told_before import KnownFact


class StartForm(forms.Form):
    """Asks only where there is a choice."""

    route = forms.ChoiceField(
        label="Which way of referring?",
        error_messages={"required": "Select a way of referring"},
    )
    agency = forms.ChoiceField(
        label="For which agency are you referring?",
        error_messages={"required": "Select the agency for which you are referring"},
    )

    def __init__(
        self,
        data: Any,
        *,
        routes: list[tuple[str, str]],
        agencies: Iterable[Agency],
    ) -> None:
        super().__init__(data)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        named = [(key, agency.name) for key, agency in self.agencies.items()]
        self.only: dict[str, str] = {}
        for name, choices in (("route", routes), ("agency", named)):
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]  # both are choice fields
            field.required = len(choices) > 1
            if len(choices) == 1:
                self.only[name] = choices[0][0]

    def chosen(self) -> dict[str, Any]:
        """Return the route and agency, the only ones where there was no choice."""
        picked = {name: self.cleaned_data[name] or self.only[name] for name in ("route", "agency")}
        return {
            "route": Referral.Route(picked["route"]),
            "agency": self.agencies[picked["agency"]],
        }


class UnsentForm(forms.Form):
    """Sends as it is; it carries only what stands in the way."""


class ToldForm(forms.Form):
    """Confirms, in one go, what was told before."""

    facts = forms.MultipleChoiceField(
        label="What is still right?",
        help_text="What you leave out is asked again.",
        required=False,
    )

    def __init__(self, data: Any, *, facts: list[KnownFact]) -> None:
        super().__init__(data)
        self.fields["facts"].choices = [  # type: ignore[attr-defined]  # a choice field
            (fact.code, f"{fact.label}: {fact.words}") for fact in facts
        ]
        self.initial["facts"] = [fact.code for fact in facts]
        self.sources = {fact.code: f"{fact.source}, {fact.told_on:%-d %B %Y}" for fact in facts}
