"""Builders of people, by the real service: a person is walled from her first moment.

person = a_person(agency)                        # registered by a new worker of the agency
person = a_person(agency, by=worker, known_as="Wren Example")
"""

import time
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

from tests.browser import PASSKEY_LONG_AGO, Client
from tests.factories import worker_at
from whitebeam.accounts.models import User
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, Duty
from whitebeam.people import services
from whitebeam.people.models import Name, Person
from whitebeam.people.services import AddressFact, NameFact, PersonFacts

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
WORKING = (Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.TRIAGE_REFERRALS)


def as_worker(user: User) -> AbstractContextManager[object]:
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


def a_person(
    agency: Agency, *, by: User | None = None, known_as: str = "Wren Example", **facts: Any
) -> Person:
    """Return a person whom this agency works with."""
    given, _, family = known_as.partition(" ")
    told = {
        "names": (NameFact(Name.Kind.LEGAL, given, family),),
        "date_of_birth": date(1990, 5, 6),
        "birth_precision": Person.BirthPrecision.EXACT,
        "phones": ("07700 900123",),
        "addresses": (AddressFact("1 Invented Row", "ME1 1AA"),),
        "source": "School",
        **facts,
    }
    worker = by or worker_at(agency, *WORKING)
    with as_worker(worker):
        return services.register_person(
            facts=PersonFacts(known_as=known_as, **told),
            agency=agency,
            by=worker,
            at=NOON,
            on=TODAY,
        )


def with_second_factor(client: Client, user: User) -> Client:
    """Sign a user in who has just shown a second factor."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [PASSKEY_LONG_AGO | {"at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
