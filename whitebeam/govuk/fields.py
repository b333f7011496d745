"""Form fields that the design system asks for: dates as day, month and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django import forms

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST_YEAR = 1880


class DateParts(NamedTuple):
    """What was typed in the boxes of a date, kept as typed so that a mistake can be shown."""

    day: str = ""
    month: str = ""
    year: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True)
class ApproximateDate:
    """As much of a date as is known: all of it, the month and year, the year, or only an age."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    age: int | None = None

    @property
    def exact(self) -> date | None:
        """The whole date, where every part is known."""
        if self.day and self.month and self.year:
            return date(self.year, self.month, self.day)
        return None


class DatePartsInput(forms.Widget):
    """Reads `name_day`, `name_month`, `name_year` and `name_age`; the macros draw them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        return DateParts(
            *(str(data.get(f"{name}_{part}", "")).strip() for part in DateParts._fields)
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in DateParts._fields)

    def parts_of(self, value: Any) -> DateParts:
        """Return what the boxes should show for a typed, stored or absent value."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        if isinstance(value, ApproximateDate):
            known = (value.day, value.month, value.year, value.age)
            return DateParts(*("" if part is None else str(part) for part in known))
        return DateParts()


class DateField(forms.Field):
    """A whole date. `what` names it in the error sentences: "Date of birth"."""

    widget = DatePartsInput

    def __init__(
        self,
        *,
        what: str = "Date",
        earliest: date | None = None,
        latest: date | None = None,
        too_early: str = "",
        too_late: str = "",
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.what = what
        self.earliest, self.too_early = earliest, too_early
        self.latest, self.too_late = latest, too_late
        if "required" not in (options.get("error_messages") or {}):
            self.error_messages["required"] = f"Enter {what[:1].lower()}{what[1:]}"

    def clean(self, value: Any) -> Any:
        parts = value if isinstance(value, DateParts) else DatePartsInput().parts_of(value)
        if not any(parts):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        return self.read(parts)

    def has_changed(self, initial: Any, data: Any) -> bool:
        widget = DatePartsInput()
        return widget.parts_of(initial) != widget.parts_of(data)

    def read(self, parts: DateParts) -> Any:
        missing = [name for name in ("day", "month", "year") if not getattr(parts, name)]
        if missing:
            raise forms.ValidationError(f"{self.what} must include a {' and '.join(missing)}")
        return self.within_limits(self.real_date(parts))

    def real_date(self, parts: DateParts) -> date:
        year = self.year_of(parts)
        try:
            return date(year, month_number(parts.month), int(parts.day))
        except ValueError:
            raise forms.ValidationError(f"{self.what} must be a real date") from None

    def year_of(self, parts: DateParts) -> int:
        if not (parts.year.isascii() and parts.year.isdigit() and len(parts.year) == 4):
            raise forms.ValidationError("Year must include 4 numbers")
        if int(parts.year) < EARLIEST_YEAR:
            raise forms.ValidationError(f"Year must be {EARLIEST_YEAR} or later")
        return int(parts.year)

    def within_limits(self, day: date) -> date:
        if self.latest and day > self.latest:
            shown = f"{self.latest.day} {self.latest:%B %Y}"
            raise forms.ValidationError(self.too_late or f"{self.what} must be {shown} or before")
        if self.earliest and day < self.earliest:
            shown = f"{self.earliest.day} {self.earliest:%B %Y}"
            raise forms.ValidationError(self.too_early or f"{self.what} must be {shown} or later")
        return day


class ApproximateDateField(DateField):
    """A date of which only the year, or only a person's age, may be known.

    Cleans to an `ApproximateDate`, or None where nothing was typed.
    """

    def read(self, parts: DateParts) -> ApproximateDate:
        if parts.age and not (parts.day or parts.month or parts.year):
            return ApproximateDate(age=self.age_of(parts))
        if parts.day and not (parts.month and parts.year):
            raise forms.ValidationError(f"{self.what} must include a month and year with the day")
        if not parts.year:
            raise forms.ValidationError(f"{self.what} must include a year")
        return self.known_part(parts)

    def known_part(self, parts: DateParts) -> ApproximateDate:
        whole = self.real_date(parts._replace(day=parts.day or "1", month=parts.month or "1"))
        self.within_limits(whole)
        return ApproximateDate(
            day=whole.day if parts.day else None,
            month=whole.month if parts.month else None,
            year=whole.year,
        )

    def age_of(self, parts: DateParts) -> int:
        if not (parts.age.isascii() and parts.age.isdigit() and int(parts.age) <= 120):
            raise forms.ValidationError("Age must be a whole number of years, like 34")
        return int(parts.age)


def month_number(typed: str) -> int:
    """Return 3 for "3", "03", "Mar" or "March".

    :raises ValueError: if it names no month
    """
    if typed.isascii() and typed.isdigit():
        return int(typed)
    return MONTHS.index(typed[:3].lower()) + 1
