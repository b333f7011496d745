"""Compares two people by the Fellegi-Sunter method with three classes instead of two.

Each field's agreement multiplies the odds that the two records are one person, and the odds that
they are two people of one household or family. A rare name says more than a common one.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from whitebeam.people.rules import agreement, circumstances
from whitebeam.people.rules.levels import Field, Finding, Level
from whitebeam.people.rules.model import LIKE_ANYONE, Chances, Model
from whitebeam.people.rules.standardise import Standard
from whitebeam.people.rules.wording import Likeness, Reason, reason_for

# Thresholds of the words. What lies between goes to a person to decide.
VERY_LIKELY = 0.9
MAYBE = 0.1
RELATIVE = 0.3

Found = Mapping[Field, Finding]

# A forename or date that agrees less than this may as well be a brother's or a father's.
FORENAMES_OF_ONE = frozenset(
    {Level.SAME, Level.ALIAS, Level.CLOSE, Level.SOUND, Level.MIDDLE, Level.INITIAL}
)
SURNAMES_OF_ONE = frozenset({Level.SAME, Level.PART, Level.CLOSE, Level.SOUND})
BIRTHS_OF_TWO = frozenset({Level.DIFFERENT, Level.GENERATION})
SPELLINGS_OF_ONE = frozenset({Level.SAME, Level.ALIAS, Level.CLOSE, Level.SOUND})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two records may be to each other, how surely, and why field by field."""

    probability_same: float
    probability_household: float
    likeness: Likeness
    reasons: tuple[Reason, ...]
    model_version: str

    @property
    def words(self) -> str:
        return self.likeness.value

    @property
    def is_worth_showing(self) -> bool:
        return self.likeness is not Likeness.OTHER


def compare(a: Standard, b: Standard, model: Model) -> Verdict:
    """Say whether two records may be one person, or two of one household."""
    found = findings(a, b)
    same, household = probabilities(found, model)
    return Verdict(
        probability_same=same,
        probability_household=household,
        likeness=_likeness(found, same=same, household=household),
        reasons=tuple(map(reason_for, found.values())),
        model_version=model.version,
    )


def findings(a: Standard, b: Standard) -> Found:
    """Say how far each field agrees that is known on both sides."""
    found = {
        finding.field: finding
        for finding in chain(
            agreement.forenames(a, b),
            agreement.surnames(a, b),
            agreement.middle_names(a, b),
            circumstances.births(a, b),
            circumstances.addresses(a, b),
            circumstances.phones(a, b),
            circumstances.sexes(a, b),
        )
    }
    # A person who goes by a middle name agrees on it once, not twice.
    forename = found.get(Field.FORENAME)
    if forename and forename.level is Level.MIDDLE:
        found.pop(Field.MIDDLE, None)
    return found


def probabilities(found: Found, model: Model) -> tuple[float, float]:
    """Return how likely one person, and how likely one household or family."""
    same, household = model.prior_same, model.prior_household
    for finding in found.values():
        chances = _chances(finding, found, model)
        same += math.log(chances.same / chances.unrelated)
        household += math.log(chances.household / chances.unrelated)
    # Scaled by the largest so that the exponential cannot overflow.
    top = max(same, household, 0.0)
    odds = math.exp(same - top), math.exp(household - top), math.exp(-top)
    return odds[0] / sum(odds), odds[1] / sum(odds)


def _chances(finding: Finding, found: Found, model: Model) -> Chances:
    same, household, unrelated = model.chances[finding.field][finding.level]
    if finding.share is not None:
        unrelated = finding.share
        household = unrelated if finding.field in LIKE_ANYONE else max(household, unrelated)
    share = _relatives_alike(finding.field, found, model)
    return Chances(same, share * same + (1 - share) * household, unrelated)


def _relatives_alike(field: Field, found: Found, model: Model) -> float:
    """The share of relatives who agree here as one person does: twins, fathers and sons."""
    forename = found.get(Field.FORENAME)
    if field is Field.BIRTH_DATE and forename and forename.level not in FORENAMES_OF_ONE:
        return model.twins
    if field is Field.FORENAME and _birth(found) in BIRTHS_OF_TWO:
        return model.namesakes
    return 0.0


def _birth(found: Found) -> Level | None:
    birth = found.get(Field.BIRTH_DATE) or found.get(Field.BIRTH_YEAR)
    return birth and birth.level


def _likeness(found: Found, *, same: float, household: float) -> Likeness:
    if same >= VERY_LIKELY and _may_be_said_outright(found):
        return Likeness.VERY_LIKELY
    if household >= RELATIVE and household > same:
        return Likeness.RELATIVE
    if same >= MAYBE or _agrees_as_far_as_known(found):
        return Likeness.MAYBE
    return Likeness.OTHER


def _may_be_said_outright(found: Found) -> bool:
    """Without a forename, or with another date of birth, nobody is named outright.

    Nor by a middle name: it is often the forename of a mother, a brother or a twin.
    """
    forename = found.get(Field.FORENAME)
    return (
        forename is not None
        and forename.level in SPELLINGS_OF_ONE
        and _birth(found) not in BIRTHS_OF_TWO
    )


def _agrees_as_far_as_known(found: Found) -> bool:
    """Both names agree and nothing speaks against: a bare name is enough to be shown."""
    forename, surname = found.get(Field.FORENAME), found.get(Field.SURNAME)
    if not (forename and surname):
        return False
    return (
        forename.level in SPELLINGS_OF_ONE
        and surname.level in SURNAMES_OF_ONE
        and not any(_speaks_against(finding) for finding in found.values())
    )


def _speaks_against(finding: Finding) -> bool:
    # An address or a telephone number that differs is a person who moved.
    if finding.field in {Field.ADDRESS, Field.PHONE}:
        return False
    return finding.level in BIRTHS_OF_TWO
