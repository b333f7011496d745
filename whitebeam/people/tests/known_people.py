"""Builders of what is known of a person, for the tests of matching."""

from datetime import date

from whitebeam.people.rules.known import Address, Known, NameKind, NameParts
from whitebeam.people.rules.standardise import standardise

BORN = date(1985, 4, 23)
HOME = Address("ME14 2AB", "12 Mill Lane")


def name(given="", family="", *, middle="", kind=NameKind.LEGAL):
    return NameParts(kind, given, middle, family)


def known(given="", family="", *, middle="", born=None, others=(), **details):
    names = (name(given, family, middle=middle), *others)
    return Known(names=names, date_of_birth=born, **details)


def person(*names, **details):
    return standardise(known(*names, **details))
