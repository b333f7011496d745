"""A page that is kept as it is typed: what is sent comes back as plain values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.risk.rules.contents import Content, day

YES_NO = (("YES", "Yes"), ("NO", "No"), ("NOT_KNOWN", "Not known"))


class Choice(forms.ChoiceField):
    """One choice, or none yet."""

    def __init__(self, label: str, choices: Any, **options: Any) -> None:
        super().__init__(label=label, choices=choices, required=False, **options)


class Choices(forms.MultipleChoiceField):
    """Any of several."""

    def __init__(self, label: str, choices: Any, **options: Any) -> None:
        super().__init__(label=label, choices=choices, required=False, **options)


class Words(forms.CharField):
    """Words of a worker."""

    def __init__(self, label: str, *, longest: int = 2000, **options: Any) -> None:
        super().__init__(
            label=label, max_length=longest, required=False, widget=forms.Textarea, **options
        )


class Line(forms.CharField):
    """A line of text."""

    def __init__(self, label: str, *, longest: int = 160, **options: Any) -> None:
        super().__init__(label=label, max_length=longest, required=False, **options)


class KeptForm(forms.Form):
    """A page drawn from what is kept or from what was just sent."""

    def __init__(self, kept: Mapping[str, object], *, data: Any = None) -> None:
        super().__init__(data=data)
        self.add_fields()
        for name, field in self.fields.items():
            is_date = isinstance(field, DateField)
            self.initial[name] = day(kept, name) if is_date else kept.get(name, "")

    def add_fields(self) -> None:
        """Add the fields that depend on the tool."""

    def content(self) -> Content:
        """Return what was sent; a date that is none is left out."""
        self.is_valid()
        found: Content = {}
        for name in self.fields:
            value = self.cleaned_data.get(name, self[name].data)
            if isinstance(value, date):
                found[name] = value.isoformat()
            elif isinstance(value, str | list):
                found[name] = value
        return {name: value for name, value in found.items() if value}
