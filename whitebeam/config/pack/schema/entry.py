"""What every entry of a pack has, and the words that entries choose from."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Value = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=60)]
Source = Annotated[str, StringConstraints(min_length=1, max_length=240, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=240, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
# Areas by their short names, or the whole partnership.
Areas = Literal["everywhere"] | tuple[Code, ...]

Calendar = Literal["WORKING", "CALENDAR"]
Risk = Literal["HIGH", "MEDIUM", "STANDARD", "NOT_KNOWN"]
Sex = Literal["FEMALE", "MALE", "OTHER", "NOT_KNOWN"]
RISKS: tuple[Risk, ...] = ("HIGH", "MEDIUM", "STANDARD", "NOT_KNOWN")


class Part(BaseModel):
    """A piece of an entry. Unknown fields are refused, so that a slip of the pen is found."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Entry(Part):
    """A named thing of the pack. Its code is stable: loading again finds it by its code."""

    code: Code
    source: Source
    checked: date | None = None


class Dated(Part):
    """Something in force from a day."""

    starts_on: date = Field(alias="from")
