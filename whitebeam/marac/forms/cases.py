"""What people type about a case: at the start, at screening, while they follow it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.govuk.fields import DateField
from whitebeam.marac.models import Case, Pathway
from whitebeam.partners.models import Agency

MOST = 3000


class StartForm(forms.Form):
    """Asks for which agency, only where there is a choice."""

    agency = forms.ChoiceField(
        label="For which agency do you refer?",
        error_messages={"required": "Select the agency for which you refer"},
    )

    def __init__(self, data: Any, *, agencies: QuerySet[Agency]) -> None:
        super().__init__(data)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        field = self.fields["agency"]
        field.choices = [(key, one.name) for key, one in self.agencies.items()]  # type: ignore[attr-defined]  # it is a choice
        field.required = len(self.agencies) > 1

    def chosen(self) -> Agency:
        """Return the agency chosen, the only one where there was no choice."""
        return self.agencies[self.cleaned_data["agency"] or next(iter(self.agencies))]


class AcceptForm(forms.Form):
    pathway: forms.ModelChoiceField[Pathway] = forms.ModelChoiceField(
        label="Which way shall it take?",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select which way it shall take"},
    )
    repeat_of: forms.ModelChoiceField[Case] = forms.ModelChoiceField(
        label="Is it a repeat?",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label="Not a repeat",
        # Among radio buttons Django offers the empty answer only where it may be blank.
        blank=True,
        required=False,
        error_messages={"invalid_choice": "Choose an earlier case about the same person harmed"},
    )
    repeat_why = forms.CharField(
        label="If you answer otherwise than the rule: why?",
        help_text="It is kept with the case, and such answers are counted.",
        required=False,
        max_length=MOST,
        widget=forms.Textarea,
    )
    idva_agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which service speaks for her?",
        queryset=None,
        error_messages={"required": "Select the service that speaks for her"},
    )

    def __init__(
        self,
        *args: Any,
        pathways: QuerySet[Pathway],
        earlier: QuerySet[Case],
        words: Mapping[Case, str],
        services: QuerySet[Agency],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "pathway", pathways, lambda one: one.name)
        _offer(self, "repeat_of", earlier, lambda case: words.get(case, case.reference))
        _offer(self, "idva_agency", services, lambda one: one.name)


class EventForm(forms.Form):
    kind = forms.ChoiceField(
        label="What was the worst of it?",
        choices=Case.Event.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what happened last"},
    )
    on = DateField(what="The day it happened", label="On which day?")


class ServiceForm(forms.Form):
    service: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Which service shall speak for her?",
        queryset=None,
        error_messages={"required": "Select the service that shall speak for her"},
    )

    def __init__(self, *args: Any, services: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "service", services, lambda one: one.name)


class AdviserForm(forms.Form):
    adviser: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who speaks for her?",
        queryset=None,
        error_messages={"required": "Select who speaks for her"},
    )

    def __init__(self, *args: Any, workers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "adviser", workers, lambda one: one.name)


class WordsForm(forms.Form):
    """One text, required; the page says what for."""

    words = forms.CharField(max_length=MOST, widget=forms.Textarea)

    def __init__(self, *args: Any, ask: str, missing: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.help_text = ask, hint
        field.error_messages["required"] = missing


class WayForm(WordsForm):
    """Which other way a case takes, and why."""

    pathway: forms.ModelChoiceField[Pathway] = forms.ModelChoiceField(
        label="Which way shall it take?",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select which way it shall take"},
    )
    field_order = ("pathway", "words")

    def __init__(self, *args: Any, pathways: QuerySet[Pathway], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "pathway", pathways, lambda one: one.name)


class NotMetForm(WordsForm):
    signposting = forms.CharField(
        label="Which service can help her, and what can the referrer do next?",
        error_messages={"required": "Enter which service can help her, or what to do next"},
        max_length=MOST,
        widget=forms.Textarea,
    )


def _offer(form: forms.Form, name: str, rows: QuerySet[Any], words: Any) -> None:
    field = form.fields[name]
    field.queryset = rows  # type: ignore[attr-defined]  # it is a choice of rows
    field.label_from_instance = words  # type: ignore[attr-defined]  # as Django has it
