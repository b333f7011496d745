"""What may be ended with one button on a person's page, and what is said when it was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.accounts.models import User
from whitebeam.people.models import Person
from whitebeam.people.services import naming, notes, reaching, ties

type_of_ending = Callable[[Person, UUID, User, datetime], None]


@dataclass(frozen=True, slots=True)
class Ending:
    done: str
    act: type_of_ending


ENDINGS = {
    "name": Ending(
        "The name is kept as an earlier name",
        lambda person, row, by, at: naming.end_name(person, name_id=row, by=by, at=at),
    ),
    "contact-point": Ending(
        "It is kept as an earlier one",
        lambda person, row, by, at: reaching.end_contact_point(person, point_id=row, by=by, at=at),
    ),
    "need": Ending(
        "The need has ended",
        lambda person, row, by, at: reaching.end_need(person, need_id=row, by=by, at=at),
    ),
    "flag": Ending(
        "The flag has ended",
        lambda person, row, by, at: notes.end_flag(person, flag_id=row, by=by, at=at),
    ),
    "warning": Ending(
        "The warning has ended",
        lambda person, row, by, at: notes.end_warning(person, note_id=row, by=by, at=at),
    ),
    "relationship": Ending(
        "The relationship has ended",
        lambda person, row, by, at: ties.end_relationship(
            person, relationship_id=row, by=by, at=at
        ),
    ),
    "household": Ending(
        "They no longer live together",
        lambda person, row, by, at: ties.leave_household(person, member_id=row, by=by, at=at),
    ),
}


class What:
    """The part of an address that names one of these; any other address is not found."""

    regex = "|".join(ENDINGS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
