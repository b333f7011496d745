"""What triage and the sender type; validated here, done by the services.

A choice among rows is given its rows by the page, which has them from a policy or query.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.referrals.models import Queue, Reason


class AcceptForm(forms.Form):
    worker: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who will support her?",
        queryset=None,
        error_messages={"required": "Select who will support her"},
    )

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "worker", workers, _named)


class ReasonForm(forms.Form):
    reason: forms.ModelChoiceField[Reason] = forms.ModelChoiceField(
        label="Reason",
        queryset=None,
        error_messages={"required": "Select a reason"},
        to_field_name="code",
    )
    words = forms.CharField(label="In your words", max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, reasons: Any, ask: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "reason", reasons, _labelled)
        self.fields["words"].label = ask
        self.fields["words"].error_messages["required"] = missing


class MoveForm(forms.Form):
    queue: forms.ModelChoiceField[Queue] = forms.ModelChoiceField(
        label="Which queue does it belong in?",
        queryset=None,
        error_messages={"required": "Select a queue"},
        to_field_name="code",
    )
    words = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why it belongs in the other queue"},
    )

    def __init__(self, *args: Any, queues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "queue", queues, _named)


class TransferForm(forms.Form):
    area_name = forms.CharField(
        label="Which area?",
        max_length=120,
        error_messages={"required": "Enter the area that takes it on"},
    )
    service_name = forms.CharField(
        label="Which service there?",
        max_length=160,
        error_messages={"required": "Enter the service that takes it on"},
    )
    words = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why it is sent to another area"},
    )


class ReceiptForm(forms.Form):
    received_by = forms.CharField(
        label="Who in the other area says they have it?",
        max_length=120,
        error_messages={"required": "Enter who in the other area said they have it"},
    )


class WordsForm(forms.Form):
    words = forms.CharField(label="", max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, ask: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = ask
        self.fields["words"].error_messages["required"] = missing


class HandOverForm(forms.Form):
    text = forms.CharField(
        label="What does the next worker need to know?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what the next worker needs to know"},
    )
    to: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="For somebody in particular?", queryset=None, required=False
    )

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "to", workers, _named)


class CorrectionForm(forms.Form):
    question = forms.ChoiceField(
        label="Which answer?", error_messages={"required": "Select the answer to correct"}
    )
    new = forms.CharField(
        label="What should it say?",
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what the answer should say"},
    )
    why = forms.CharField(
        label="Why are you correcting it?",
        max_length=400,
        error_messages={"required": "Enter why you are correcting this answer"},
    )

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = questions


def _offer(form: forms.Form, name: str, rows: QuerySet[Any], label: Callable[[Any], str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    field.label_from_instance = label  # type: ignore[assignment,method-assign]  # as Django has it


def _named(thing: Any) -> str:
    return str(thing.name)


def _labelled(reason: Reason) -> str:
    return reason.label
