"""Facts by which somebody may be known already, from the search box or any other form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from whitebeam.govuk.fields import ApproximateDate, ApproximateDateField, DatePartsInput
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts, Precision

DAYS_A_YEAR = 365.25


class SearchForm(forms.Form):
    """Never sent by GET: what is typed here must not stand in an address."""

    name = forms.CharField(label="Name", max_length=160, required=False)
    date_of_birth = ApproximateDateField(
        what="Date of birth", label="Date of birth, or age", required=False
    )
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    phone = forms.CharField(label="Phone", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors and not any(typed.values()):
            raise forms.ValidationError("Enter a name, a date of birth, a postcode or a phone")
        return typed


@dataclass(frozen=True, slots=True)
class FieldNames:
    """Which fields of a form hold which fact: `?name=child_name&born=child_date_of_birth`."""

    name: str = "known_as"
    given: str = "given"
    family: str = "family"
    born: str = "date_of_birth"
    postcode: str = "postcode"
    phone: str = "phone"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "FieldNames":
        return cls(**{name: query[name] for name in cls.__slots__ if query.get(name)})


def known_from(data: Mapping[str, Any], *, names: FieldNames, on: date) -> Known:
    """Read as much of a person as a half-filled form holds. A mistake is no reason to stop."""
    given, family = _text(data, names.given), _text(data, names.family)
    whole = " ".join(filter(None, (given, family))) or _text(data, names.name)
    try:
        parts = DatePartsInput().value_from_datadict(data, {}, names.born)
        born = ApproximateDateField(required=False).clean(parts)
    except forms.ValidationError:
        born = None
    return _known(
        whole, born, postcode=_text(data, names.postcode), phone=_text(data, names.phone), on=on
    )


def known_of_search(typed: Mapping[str, Any], *, on: date) -> Known:
    """Return what a valid search form asks for."""
    return _known(
        typed["name"],
        typed["date_of_birth"],
        postcode=typed["postcode"],
        phone=typed["phone"],
        on=on,
    )


def _known(
    name: str, born: ApproximateDate | None, *, postcode: str, phone: str, on: date
) -> Known:
    day, precision = _about(born, on=on)
    first, *rest = name.split() or [""]
    middle, family = " ".join(rest[:-1]), "".join(rest[-1:])
    return Known(
        names=(NameParts(NameKind.KNOWN_AS, first, middle, family),) if first else (),
        date_of_birth=day,
        precision=precision,
        addresses=(Address(postcode),) if postcode else (),
        phones=(phone,) if phone else (),
    )


def _about(born: ApproximateDate | None, *, on: date) -> tuple[date | None, Precision]:
    if born is None:
        return None, Precision.EXACT
    if born.exact:
        return born.exact, Precision.EXACT
    if born.year:
        return date(born.year, born.month or 1, 1), Precision.YEAR
    return on - timedelta(days=round(((born.age or 0) + 0.5) * DAYS_A_YEAR)), Precision.AGE


def _text(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name, "")).strip()
