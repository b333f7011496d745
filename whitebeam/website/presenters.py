"""Phone lines as the public page prints them."""

from dataclasses import dataclass

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
