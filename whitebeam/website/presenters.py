"""Phone lines and changes of the plan as the public pages print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from whitebeam.directory.models import Helpline


@dataclass(frozen=True, slots=True)
class Line:
    """One phone line: whom one reaches, when, and when the number was last checked."""

    name: str
    number: str
    dial: str
    hours: str
    note: str
    checked: str

    @classmethod
    def of(cls, helpline: Helpline) -> "Line":
        checked = helpline.checked_on
        return cls(
            name=helpline.name,
            number=helpline.number,
            dial="".join(helpline.number.split()),
            hours=helpline.hours,
            note=helpline.note,
            checked=f"{checked.day} {checked:%B %Y}" if checked else "",
        )


def changes_in_words(changes: Iterable[tuple[date, str]]) -> list[dict[str, str]]:
    """Return what was changed and when, newest first as given."""
    return [{"what": words, "when": f"{on.day} {on:%B %Y}"} for on, words in changes]
