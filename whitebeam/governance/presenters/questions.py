"""Which macro draws each field of a question page."""

from django.forms import BaseForm, BoundField, RadioSelect, Textarea

from whitebeam.govuk.fields import DateField


def drawn(form: BaseForm) -> list[tuple[str, BoundField]]:
    """Return each field of a form with the macro that draws it."""
    return [(_macro_of(field), field) for field in form]


def _macro_of(field: BoundField) -> str:
    if isinstance(field.field, DateField):
        return "date"
    if isinstance(field.field.widget, RadioSelect):
        return "radios"
    if isinstance(field.field.widget, Textarea):
        return "textarea"
    return "select" if hasattr(field.field, "choices") else "text"
