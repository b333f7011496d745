"""The matching model: how likely each level of agreement is in each of three classes of pairs.

The classes are the same person, two people of one household or family, and two unrelated people.
The middle class is what keeps partners, twins, fathers and sons apart.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from whitebeam.people.rules.levels import Field, Level

# The first is in use; the second was set by hand, and training starts from it.
FILE = Path(__file__).with_name("model.json")
START_FILE = Path(__file__).with_name("model_start.json")

# A relative agrees on these no more often than anyone. Learned freely, the class of relatives
# takes in true matches whose other details are wrong.
LIKE_ANYONE = frozenset({Field.FORENAME, Field.MIDDLE, Field.BIRTH_DATE, Field.BIRTH_YEAR})


class Chances(NamedTuple):
    """How often a level of agreement is seen: same person, household or family, unrelated."""

    same: float
    household: float
    unrelated: float


Table = Mapping[Field, Mapping[Level, Chances]]


@dataclass(frozen=True, slots=True)
class Model:
    """A version of the model; a stored decision keeps the version that advised it.

    ``population`` is the number of people held, ``known_share`` how often someone asked about is
    among them, ``relatives`` how many people of the same household or family are held besides.
    ``twins`` and ``namesakes`` are the shares of those relatives who were born on the same day
    and who bear the same forename.
    """

    version: str
    population: int
    known_share: float
    relatives: float
    twins: float
    namesakes: float
    chances: Table

    def for_population(self, people: int) -> "Model":
        """Return the model for another number of people held."""
        return replace(self, population=max(people, 1))

    @property
    def prior_same(self) -> float:
        """Logarithm of the odds, before anything is compared, that two records are one person."""
        return math.log(self.known_share / self.population)

    @property
    def prior_household(self) -> float:
        return math.log(self.relatives / self.population)


@cache
def load_model(path: Path = FILE) -> Model:
    """Return the model kept in a file.

    :raises ValueError: the file breaks a rule of the model.
    """
    return model_from(json.loads(path.read_text(encoding="utf-8")))


def model_from(data: Mapping[str, object]) -> Model:
    """Return the model held in decoded JSON."""
    fields = dict(data)
    model = Model(**(fields | {"chances": _table(fields["chances"])}))  # type: ignore[arg-type]
    _check(model)
    return model


def as_json(model: Model) -> str:
    """Return the text of a model's file."""
    chances = {
        field.value: {level.value: list(chances) for level, chances in levels.items()}
        for field, levels in model.chances.items()
    }
    head = {
        "version": model.version,
        "population": model.population,
        "known_share": model.known_share,
        "relatives": model.relatives,
        "twins": model.twins,
        "namesakes": model.namesakes,
    }
    return json.dumps(head | {"chances": chances}, indent=2) + "\n"


def _table(data: object) -> Table:
    if not isinstance(data, dict):
        raise ValueError("The model has no table of chances.")
    return {
        Field(field): {Level(level): Chances(*numbers) for level, numbers in levels.items()}
        for field, levels in data.items()
    }


def _check(model: Model) -> None:
    for field, levels in model.chances.items():
        for level, chances in levels.items():
            if not all(0 < chance <= 1 for chance in chances):
                raise ValueError(f"A chance of {field} {level} is not between 0 and 1.")
            if field in LIKE_ANYONE and chances.household != chances.unrelated:
                raise ValueError(f"A relative must agree on {field} as often as anyone.")
