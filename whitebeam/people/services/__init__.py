"""The deeds about people, one module a workflow."""

from whitebeam.people.services.location import put_location, read_location
from whitebeam.people.services.registering import (
    AddressFact,
    CommunicationFact,
    NameFact,
    PersonFacts,
    SafeContactFact,
    end_involvement,
    involve,
    register_person,
    relate,
    share_household,
)
from whitebeam.people.services.safe_contact import may_contact, set_safe_contact

__all__ = [
    "AddressFact",
    "CommunicationFact",
    "NameFact",
    "PersonFacts",
    "SafeContactFact",
    "end_involvement",
    "involve",
    "may_contact",
    "put_location",
    "read_location",
    "register_person",
    "relate",
    "set_safe_contact",
    "share_household",
]
