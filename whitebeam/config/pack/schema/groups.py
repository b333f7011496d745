"""Boards and groups: where they stand, their terms, and their seats."""

from datetime import date
from typing import Literal

from pydantic import Field

from whitebeam.config.pack.schema.entry import Code, Entry, Line, Name, Part
from whitebeam.governance.rules.seats import Sector

GroupKind = Literal["BOARD", "SUBGROUP", "FORUM", "STATUTORY_BOARD", "PANEL", "TEAM"]


class Seat(Part):
    """A place kept in a group, and for whom."""

    code: Code
    name: Name
    sector: Sector
    lived_experience: bool = False


class Group(Entry):
    """A board or group of the partnership. `local_board` has the seats that the Act asks for."""

    name: Name
    kind: GroupKind
    parent: Code | None = None
    chair: Line | None = None
    purpose: Line | None = None
    terms_agreed_on: date | None = Field(default=None, alias="terms_agreed")
    review_on: date | None = Field(default=None, alias="review")
    local_board: bool = False
    seats: tuple[Seat, ...] = ()
