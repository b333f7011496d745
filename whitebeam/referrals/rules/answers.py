"""Answers as they were typed: text, choices, parts of a date, or several things in a row.

A draft keeps what was typed, right or wrong, so that nothing is lost; the meaning is read from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Beside the answers of a question that repeats: the person already known who was chosen for it.
KNOWN_PERSON = "known_person"


@dataclass(frozen=True, slots=True)
class TypedDate:
    """The boxes of a date as typed."""

    day: str = ""
    month: str = ""
    year: str = ""
    age: str = ""

    def is_empty(self) -> bool:
        """Say whether nothing was typed in any box."""
        return not (self.day or self.month or self.year or self.age)


def text_of(answer: object) -> str:
    """Return one line or block of text, without space around it and with plain line ends."""
    return answer.replace("\r\n", "\n").strip() if isinstance(answer, str) else ""


def chosen(answer: object) -> tuple[str, ...]:
    """Return the codes of the options chosen, whether one or several could be."""
    if isinstance(answer, str):
        return (answer,) if answer else ()
    if isinstance(answer, list | tuple):
        return tuple(one for one in answer if isinstance(one, str) and one)
    return ()


def date_of(answer: object) -> TypedDate:
    """Return the boxes of a date."""
    if not isinstance(answer, Mapping):
        return TypedDate()
    boxes = (answer.get(name) for name in ("day", "month", "year", "age"))
    return TypedDate(*("" if box is None else str(box).strip() for box in boxes))


def items_of(answer: object) -> tuple[Mapping[str, object], ...]:
    """Return the things that a repeated question was answered for."""
    if not isinstance(answer, list | tuple):
        return ()
    return tuple(item for item in answer if isinstance(item, Mapping))


def is_empty(answer: object) -> bool:
    """Say whether this is no answer at all."""
    if isinstance(answer, Mapping):
        return all(is_empty(value) for value in answer.values())
    if isinstance(answer, list | tuple):
        return all(is_empty(value) for value in answer)
    return answer is None or not str(answer).strip()
