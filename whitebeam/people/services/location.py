"""The confidential location: written and read only through two functions of the database.

The reading function writes the audit entry before it answers. If the entry cannot be written there
is no answer; if there is no right to it, the answer is the same as when none is held.
"""

from dataclasses import dataclass, field
from uuid import uuid4

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.audit.models import Decision
from whitebeam.kernel import crypto
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.models import ConfidentialLocation, Person

SHORTEST_REASON = 10
PLACE = {"table": ConfidentialLocation._meta.db_table, "column": "value"}


@dataclass(frozen=True, slots=True)
class Location:
    """What was held, opened for one reading. No log or traceback may print it."""

    text: str = field(repr=False)


@transaction.atomic
def put_location(person: Person, *, text: str, agency: Agency, by: User) -> None:
    """Keep where she is, in place of what was kept before; the web role can never list it."""
    row = uuid4()
    sealed = crypto.seal(text.strip(), row=str(row), **PLACE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.put_location(%s, %s, %s, %s)", [row, person.pk, agency.pk, sealed]
        )
    audit.record(verb=Happened.LOCATION_PUT, subject=person, classes=(Class.F4,))


def read_location(person: Person, *, reason: str, by: User) -> Location:
    """Open where she is, for a typed reason; the caller has asked for a fresh second factor.

    It makes no savepoint of its own: a refusal must stay in the audit when the caller catches it.

    :raises Refused: if no sufficient reason is given, or there is nothing the user may read
    """
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise Refused("Enter why you need to know where this person is, in a few words")
    if not policy.location_readable_by(by).filter(pk=person.pk).exists():
        audit.record(
            verb=Happened.LOCATION_REFUSED,
            subject=person,
            reason=reason,
            decision=Decision.REFUSED,
        )
        raise Refused("No confidential location is held that you may read")
    audit.record_reading(
        verb=Happened.LOCATION_READ, subject=person, classes=(Class.F4,), reason=reason
    )
    with connection.cursor() as cursor:
        cursor.execute("select id, value from sec.read_location(%s)", [person.pk])
        held = cursor.fetchone()
    if held is None:
        raise Refused("No confidential location is held that you may read")
    return Location(crypto.unseal(bytes(held[1]), row=str(held[0]), **PLACE))
