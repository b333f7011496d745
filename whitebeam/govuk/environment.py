"""What the macros need from Python. `add_to` is called where the template environment is made."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from django.forms import BaseForm, BoundField
from jinja2 import Environment, Undefined

from whitebeam.govuk.fields import DateParts, DatePartsInput

PRODUCT_NAME = "Whitebeam"


# Names that the design system's macros use for nothing at all.
NOTHING = {None, "caller", "null", "undefined"}


class StrictNames(Undefined):
    """Raises on a name or attribute that does not exist, but lets a mapping lack a key.

    The design system's macros take one mapping, ask for keys that are optional, write `if` without
    `else`, and may be used without `call`.
    """

    __slots__ = ()

    @property
    def _is_optional(self) -> bool:
        return self._undefined_name in NOTHING or isinstance(self._undefined_obj, Mapping)

    def __bool__(self) -> bool:
        return False if self._is_optional else self._fail_with_undefined_error()

    def __str__(self) -> str:
        return "" if self._is_optional else self._fail_with_undefined_error()

    def __iter__(self) -> Iterator[Any]:
        return iter(()) if self._is_optional else self._fail_with_undefined_error()

    def __len__(self) -> int:
        return 0 if self._is_optional else self._fail_with_undefined_error()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StrictNames):
            return True
        return False if self._is_optional else self._fail_with_undefined_error()

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
        items += [
            {"text": str(field.errors[0]), "href": f"#{error_box(field)}"}
            for field in form
            if field.errors
        ]
    return items


def error_box(field: BoundField) -> str:
    """Return the id of the box where a mistake is mended."""
    is_age = isinstance(field.field.widget, DatePartsInput) and date_parts(field).age
    return f"{field.auto_id}_age" if is_age else field.auto_id


def choices_of(field: BoundField) -> list[dict[str, Any]]:
    """Return the choices of a field as text, its chosen ones marked.

    An empty choice that says something is a choice: somebody else, or not known. One that says
    nothing is left out.
    """
    value = field.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}
    return [
        {"value": str(key), "text": str(label), "checked": str(key) in chosen}
        for key, label in getattr(field.field, "choices", ())
        if str(key) != "" or str(label).strip("-")
    ]


def date_parts(field: BoundField) -> DateParts:
    """Return what the boxes of a date field should show."""
    widget = field.field.widget
    if isinstance(widget, DatePartsInput):
        return widget.parts_of(field.value())
    return DatePartsInput().parts_of(field.value())
