"""What the macros need from Python. `add_to` is called where the template environment is made."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from django.forms import BaseForm, BoundField
from jinja2 import Environment, Undefined

from whitebeam.govuk.fields import DateParts, DatePartsInput

PRODUCT_NAME = "Whitebeam"


class StrictNames(Undefined):
    """Raises on a name or attribute that does not exist, and lets a mapping lack a key,
    an inline `if` lack its `else`, and a macro be used without `call`.

    The design system's macros take one mapping and ask for keys that are optional.
    """

    __slots__ = ()

    @property
    def _is_optional(self) -> bool:
        return self._undefined_name in {None, "caller"} or isinstance(self._undefined_obj, Mapping)

    def __bool__(self) -> bool:
        return False if self._is_optional else self._fail_with_undefined_error()

    def __str__(self) -> str:
        return "" if self._is_optional else self._fail_with_undefined_error()

    def __iter__(self) -> Iterator[Any]:
        return iter(()) if self._is_optional else self._fail_with_undefined_error()

    def __len__(self) -> int:
        return 0 if self._is_optional else self._fail_with_undefined_error()

    def __eq__(self, other: object) -> bool:
        return self._is_optional and isinstance(other, StrictNames)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return id(type(self))


def add_to(env: Environment) -> None:
    """Register the globals that the macros and layouts call."""
    env.globals.update(
        product_name=PRODUCT_NAME,
        choices_of=choices_of,
        date_parts=date_parts,
        error_items=error_items,
        new_key=new_key,
    )


def new_key() -> str:
    """Return a key that lets a form sent twice be answered once."""
    return uuid4().hex


def error_items(*forms: BaseForm | None) -> list[dict[str, str]]:
    """Return every error of the forms in page order, linked to its field."""
    items: list[dict[str, str]] = []
    for form in forms:
        if form is None or not form.errors:
            continue
        items += [{"text": str(error)} for error in form.non_field_errors()]
        for field in form:
            items += [{"text": str(e), "href": f"#{field.auto_id}"} for e in field.errors[:1]]
    return items


def choices_of(field: BoundField) -> list[dict[str, Any]]:
    """Return the choices of a field as text, its chosen ones marked, the empty one left out."""
    value = field.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}
    return [
        {"value": str(key), "text": str(label), "checked": str(key) in chosen}
        for key, label in getattr(field.field, "choices", ())
        if str(key) != ""
    ]


def date_parts(field: BoundField) -> DateParts:
    """Return what the boxes of a date field should show."""
    widget = field.field.widget
    if isinstance(widget, DatePartsInput):
        return widget.parts_of(field.value())
    return DatePartsInput().parts_of(field.value())
