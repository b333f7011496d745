"""Who lives in the partnership's area, by the protected groups of the national return."""

from dataclasses import dataclass
from datetime import date

from whitebeam.marac.queries.dataset import held_on

# Percent of the people aged 16 and over, or as the source says; the code keeps no value of its own.
KEYS = {
    "minoritised": "marac.population_minoritised",
    "disabled": "marac.population_disabled",
    "lgbt": "marac.population_lgbt",
    "male": "marac.population_male",
}


@dataclass(frozen=True, slots=True)
class Population:
    """How many of 100 people who live here belong to one group, by which source, from which day."""

    percent: float
    source: str
    since: date


def populations(*, on: date) -> dict[str, Population]:
    """Return the share of each group that held on a day, by its code in the return.

    A group of which no share is entered for the whole area is missing.
    """
    found: dict[str, Population] = {}
    for code, key in KEYS.items():
        rows = held_on(on).filter(key=key, area=None).order_by("-starts_on", "-created_at")
        row = rows.first()
        if row is not None:
            found[code] = Population(float(row.value), row.source, row.starts_on)
    return found
