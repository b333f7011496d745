"""Says a fault of shape as a sentence that tells how to mend it."""

import difflib
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

SENTENCES = {
    "missing": "'{name}' is missing. Add it.",
    "extra_forbidden": "'{name}' is not known here.{near}",
    "literal_error": "'{given}' cannot stand at '{name}'. Choose {expected}.",
    "string_type": "'{name}' must be text. Put it in quotes.",
    "string_pattern_mismatch": "'{given}' cannot stand at '{name}'. {pattern}",
    "string_too_short": "'{name}' is empty. Write something or take the line out.",
    "string_too_long": "'{name}' is too long: {limit} characters at most.",
    "too_short": "'{name}' needs more entries than it has.",
    "int_parsing": "'{given}' at '{name}' is not a whole number.",
    "int_type": "'{given}' at '{name}' is not a whole number.",
    "bool_parsing": "'{given}' at '{name}' must be true or false.",
    "bool_type": "'{given}' at '{name}' must be true or false.",
    "date_from_datetime_parsing": "'{given}' at '{name}' is not a date. Write it as 2026-05-06.",
    "date_parsing": "'{given}' at '{name}' is not a date. Write it as 2026-05-06.",
    "date_type": "'{given}' at '{name}' is not a date. Write it as 2026-05-06.",
    "tuple_type": "'{name}' must be a list: one '- ' line for each.",
    "model_type": "'{name}' must have fields, one 'name: value' line for each.",
    "dict_type": "'{name}' must have fields, one 'name: value' line for each.",
}
PATTERNS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "Use small letters, figures and hyphens, such as 'kent-police'.",
    "^[A-Z][A-Z0-9_]*$": "Use capital letters, figures and underlines, such as 'EX_PARTNER'.",
    "^[a-z][a-z0-9_]*$": "Use small letters, figures and underlines, such as 'home_safe'.",
    r"^[EWSN]\d{8}$": "Use the area's ONS code, such as 'E07000105'.",
    r"^[A-Z]{1,2}\d[A-Z0-9]?$": "Use the first half of a postcode, such as 'CT10'.",
    r"^[0-9a-f]{64}$": "Use the 64 small hexadecimal figures of the document's SHA-256.",
}


def sentence(fault: ErrorDetails, shape: Any) -> str:
    """Return one sentence about a fault that the schema found."""
    context = fault.get("ctx", {})
    name = _name(fault)
    template = SENTENCES.get(fault["type"], "'{name}': {message}.")
    return template.format(
        name=name,
        given=fault.get("input"),
        expected=context.get("expected", ""),
        limit=context.get("max_length", ""),
        pattern=PATTERNS.get(str(context.get("pattern")), "It is not written as it should be."),
        near=_nearest(name, shape),
        message=fault["msg"],
    )


def _name(fault: ErrorDetails) -> str:
    if fault["type"] == "extra_forbidden":
        return str(fault["loc"][-1])
    names = [part for part in fault["loc"] if isinstance(part, str) and part.isidentifier()]
    return names[-1] if names else "this file"


def _nearest(name: str, shape: Any) -> str:
    if " " in name:
        return " A text with a comma inside {} needs quotes round it."
    found = difflib.get_close_matches(name, sorted(_fields(shape, set())), n=1)
    return f" Did you mean '{found[0]}'?" if found else " Take it out."


def _fields(shape: Any, seen: set[Any]) -> set[str]:
    if shape in seen:
        return set()
    seen.add(shape)
    names: set[str] = set()
    for inner in getattr(shape, "__args__", ()):
        names |= _fields(inner, seen)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for name, field in shape.model_fields.items():
            names |= {field.alias or name} | _fields(field.annotation, seen)
    return names
