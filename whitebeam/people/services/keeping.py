"""Holding a person's record still while one worker changes it."""

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.people import policy
from whitebeam.people.models import Person

NOT_YOURS = "You may not change this record, or no longer"


def keep(person: Person, *, by: User, duties: tuple[Duty, ...] = ()) -> tuple[Person, Agency]:
    """Lock a person's record, and return it with the agency for which the worker writes.

    :raises Refused: if the worker may not change it
    """
    held = (
        policy.keepable_by(by, *duties).select_for_update(of=("self",)).filter(pk=person.pk).first()
    )
    agency = policy.agencies_keeping(by, person, *duties).order_by("name").first()
    if held is None or agency is None:
        raise Refused(NOT_YOURS)
    return held, agency
