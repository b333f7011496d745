"""One choice for each difference between two drafts."""

from typing import Any, Protocol

from django import forms

from whitebeam.risk.forms.kept import KeptForm
from whitebeam.risk.forms.pages import ClosingForm, EventsForm, ExternalForm, FirstForm, GridForm
from whitebeam.risk.queries.reading import Reading
from whitebeam.risk.rules.merging import ONE, OTHER


class Sides(Protocol):
    """What a difference is about, and what either draft says."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def one(self) -> str: ...
    @property
    def other(self) -> str: ...


def fields_of(reading: Reading) -> dict[str, forms.Field]:
    """Return the fields of the pages beside the items, by the column and the field's name."""
    grid = reading.tool if reading.tool.kind == "GRID" else reading.grid
    pages: dict[str, KeptForm] = {
        "prescreen": FirstForm({}),
        "events": EventsForm({}),
        "external": ExternalForm({}),
        "closing": ClosingForm({}, prompts=reading.prompts, has_band=reading.band is not None),
    }
    if grid is not None:
        pages["severity"] = GridForm({}, tool=grid)
    return {
        f"{column}.{name}": field
        for column, form in pages.items()
        for name, field in form.fields.items()
    }


class MergeForm(forms.Form):
    versions = forms.CharField(widget=forms.HiddenInput, max_length=24)

    def __init__(self, data: Any, *, sides: tuple[Sides, ...], shown: tuple[int, int]) -> None:
        super().__init__(data)
        self.initial["versions"] = "-".join(map(str, shown))
        for one in sides:
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                choices=((ONE, f"This draft: {one.one}"), (OTHER, f"The other: {one.other}")),
                error_messages={"required": f"Choose one of the two for: {one.label}"},
            )

    def chosen(self) -> dict[str, str]:
        """Return what was chosen, by the name of each difference."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "versions"}

    def seen(self) -> tuple[int, int]:
        """Return the versions of the two drafts that the page showed."""
        one, _, other = self.cleaned_data["versions"].partition("-")
        return (int(one), int(other)) if one.isdigit() and other.isdigit() else (0, 0)
