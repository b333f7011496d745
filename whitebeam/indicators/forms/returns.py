"""The forms of a return: figures of one indicator, a spreadsheet and its columns, reasons."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from whitebeam.indicators.rules.checking import Value
from whitebeam.indicators.rules.definitions import Definition, Line
from whitebeam.indicators.rules.reading import MEANINGS, Part

NOT_A_NUMBER = "Enter a number in figures, like 42"


class FiguresForm(forms.Form):
    """The lines of one indicator: a number, of how many, and an explanation where one is needed."""

    def __init__(self, data: Any, *, part: Part, given: Mapping[Line, Value]) -> None:
        super().__init__(data)
        self.part = part
        for line in part.lines:
            value = given.get(line, Value())
            self._number(line, "numerator", "Number", value.numerator)
            if part.definition.asks_whole:
                words = part.definition.whole_name.capitalize()
                self._number(line, "denominator", words, value.denominator)
            self.fields[f"{line.key}-explanation"] = forms.CharField(
                label=f"Explanation for {line.label}",
                max_length=500,
                required=False,
                initial=value.explanation,
            )

    def _number(self, line: Line, name: str, words: str, initial: Decimal | None) -> None:
        self.fields[f"{line.key}-{name}"] = forms.DecimalField(
            label=f"{words} for {line.label}",
            max_digits=14,
            decimal_places=2,
            required=False,
            initial=None if initial is None else initial.normalize().__format__("f"),
            error_messages={"invalid": f"{NOT_A_NUMBER}, for {line.label}"},
        )

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each line, for the table of the page."""
        return [
            {
                "label": f"{line.label[:1].upper()}{line.label[1:]}",
                "fields": [self[name] for name in self._names(line)],
            }
            for line in self.part.lines
        ]

    def headings(self) -> list[str]:
        """Return what the columns of that table are called."""
        whole = [self.definition.whole_name.capitalize()] if self.definition.asks_whole else []
        return ["Line", "Number", *whole, "Explanation, if there is one"]

    @property
    def definition(self) -> Definition:
        """Return what is asked."""
        return self.part.definition

    def values(self) -> dict[Line, Value]:
        """Return what was typed for each line."""
        given = self.cleaned_data
        return {
            line: Value(
                given.get(f"{line.key}-numerator"),
                given.get(f"{line.key}-denominator"),
                given.get(f"{line.key}-explanation", ""),
            )
            for line in self.part.lines
        }

    def _names(self, line: Line) -> list[str]:
        ends = ("numerator", "denominator", "explanation")
        return [name for end in ends if (name := f"{line.key}-{end}") in self.fields]


class SpreadsheetForm(forms.Form):
    sheet = forms.FileField(
        label="A spreadsheet",
        help_text="XLSX, ODS or CSV, 2 MB at most. The first sheet is read.",
        error_messages={"required": "Choose a spreadsheet", "empty": "The file is empty"},
    )


class ColumnsForm(forms.Form):
    """What each column of an agency's own spreadsheet means."""

    def __init__(self, data: Any, *, headings: Sequence[str], meaning: Mapping[str, str]) -> None:
        super().__init__(data)
        self.headings = list(headings)
        choices = [("", "Nothing we need"), *MEANINGS.items()]
        for number, heading in enumerate(self.headings):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=heading or f"Column {number + 1}, without a heading",
                choices=choices,
                required=False,
                initial=meaning.get(heading, ""),
            )

    def meaning(self) -> dict[str, str]:
        """Return what was said of each heading."""
        return {
            heading: self.cleaned_data[f"column-{number}"]
            for number, heading in enumerate(self.headings)
            if self.cleaned_data.get(f"column-{number}")
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        error_messages={"required": "Enter why"},
    )
