"""The seats a Local Partnership Board must have, and what is missing. Pure.

Domestic Abuse Act 2021, section 58: at least one member for each of these interests.
"""

from collections.abc import Iterable
from enum import StrEnum


class Sector(StrEnum):
    AUTHORITY = "AUTHORITY"
    COUNCILS = "COUNCILS"
    VICTIMS = "VICTIMS"
    CHILDREN_OF_VICTIMS = "CHILDREN_OF_VICTIMS"
    CHARITIES = "CHARITIES"
    HEALTH = "HEALTH"
    POLICING = "POLICING"
    CHILDRENS_SERVICES = "CHILDRENS_SERVICES"
    ADULT_SERVICES = "ADULT_SERVICES"
    HOUSING = "HOUSING"
    PROBATION = "PROBATION"
    EDUCATION = "EDUCATION"
    FIRE = "FIRE"
    OTHER = "OTHER"


NAMES = {
    Sector.AUTHORITY: "The authority itself",
    Sector.COUNCILS: "Councils in the area",
    Sector.VICTIMS: "Victims of domestic abuse",
    Sector.CHILDREN_OF_VICTIMS: "Children of victims",
    Sector.CHARITIES: "Charities and voluntary organisations",
    Sector.HEALTH: "Health services",
    Sector.POLICING: "Policing and criminal justice",
    Sector.CHILDRENS_SERVICES: "Children's services",
    Sector.ADULT_SERVICES: "Adult services",
    Sector.HOUSING: "Housing",
    Sector.PROBATION: "Probation",
    Sector.EDUCATION: "Education",
    Sector.FIRE: "Fire and rescue",
    Sector.OTHER: "Other",
}
REQUIRED = (
    Sector.AUTHORITY,
    Sector.COUNCILS,
    Sector.VICTIMS,
    Sector.CHILDREN_OF_VICTIMS,
    Sector.CHARITIES,
    Sector.HEALTH,
    Sector.POLICING,
)


def missing(held: Iterable[str]) -> tuple[Sector, ...]:
    """Return the interests that must be represented and for which nobody sits."""
    present = set(held)
    return tuple(sector for sector in REQUIRED if sector.value not in present)
