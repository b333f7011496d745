"""Schools and surgeries made up for the demonstration: no document of a partnership names one."""

from dataclasses import dataclass

from .values import Place, Source

# Begins the code of every agency made up here, so that what a pack names comes first.
INVENTED = "demo-"


@dataclass(frozen=True, slots=True)
class InventedAgency:
    code: str
    name: str
    kind: str
    source: Source
    area: str


_PER_AREA = (
    (Source.SCHOOL, "EDUCATION", "ragstone-school", "Ragstone School, {}"),
    (Source.SCHOOL, "EDUCATION", "orchard-primary", "Orchard Primary School, {}"),
    (Source.GP, "PRIMARY_CARE", "hop-garden-surgery", "Hop Garden Surgery, {}"),
)
_ANYWHERE = {
    Source.POLICE: ("POLICE", "police", "Police"),
    Source.HOSPITAL: ("ACUTE_HEALTH", "hospital", "Hospital"),
    Source.HOUSING: ("HOUSING", "housing", "Housing association"),
    Source.CHILDREN: ("CHILDRENS_SERVICES", "childrens-services", "Children's services"),
    Source.CHARITY: ("CHARITY", "charity", "Charity"),
    Source.PROVIDER: ("SPECIALIST_SERVICE", "specialist-service", "Specialist service"),
}


def schools_and_surgeries(place: Place) -> tuple[InventedAgency, ...]:
    """Name the invented schools and surgery of an area."""
    slug = place.name.lower().replace(" ", "-")
    return tuple(
        InventedAgency(
            f"{INVENTED}{code}-{slug}", name.format(place.name), kind, source, place.code
        )
        for source, kind, code, name in _PER_AREA
    )


def stand_in(source: Source) -> InventedAgency:
    """Name an invented agency of this kind, for a pack that has none."""
    kind, code, name = _ANYWHERE[source]
    return InventedAgency(f"{INVENTED}{code}", f"{name} (invented)", kind, source, "")
