"""Choices among rows: the page, which has them from a policy or a query, hands them in."""

from collections.abc import Callable
from typing import Any

from django import forms


def offer(form: forms.Form, name: str, rows: Any, label: Callable[[Any], str]) -> None:
    """Let these rows be the choices of a field, each under its label."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.label_from_instance = label  # type: ignore[assignment,method-assign]  # as Django has it
    field.queryset = rows


def named(row: Any) -> str:
    return str(row.name)
