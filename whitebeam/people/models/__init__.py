"""Persons and what ties them, one module an aggregate."""

from whitebeam.people.models.contact import (
    CommunicationNeed,
    ConfidentialLocation,
    ContactPoint,
    EqualityAnswers,
    SafeContact,
)
from whitebeam.people.models.matching import MatchKey, MatchRequest, Merge
from whitebeam.people.models.person import EarlierBirth, Name, Person
from whitebeam.people.models.ties import (
    Flag,
    Household,
    HouseholdMember,
    Involvement,
    Relationship,
    Restriction,
    WarningNote,
)

__all__ = [
    "CommunicationNeed",
    "ConfidentialLocation",
    "ContactPoint",
    "EarlierBirth",
    "EqualityAnswers",
    "Flag",
    "Household",
    "HouseholdMember",
    "Involvement",
    "MatchKey",
    "MatchRequest",
    "Merge",
    "Name",
    "Person",
    "Relationship",
    "Restriction",
    "SafeContact",
    "WarningNote",
]
