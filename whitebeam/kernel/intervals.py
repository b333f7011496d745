"""How sure a share or a rate is: intervals of 95 in 100.

Wilson (1927) for shares; Byar's approximation to the exact Poisson limits for rates, as public
health practice in England computes them.
"""

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends between which it lies in 95 of 100 such cases."""

    value: float
    low: float
    high: float


def wilson(part: float, whole: float) -> Interval:
    """Return a share of 0 to 1 with its interval.

    :raises ValueError: if there is no whole, or the part is not within it
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError("A share needs a part within a whole")
    share = part / whole
    middle = share + Z**2 / (2 * whole)
    spread = Z * sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2))
    below = 1 + Z**2 / whole
    return Interval(share, max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below))


def byar(count: float, population: float, *, per: float) -> Interval:
    """Return a rate per so many people, with its interval.

    :raises ValueError: if there is no population, or the count is negative
    """
    if population <= 0 or count < 0:
        raise ValueError("A rate needs a population and a count")
    scale = per / population
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3 if count else 0.0
    above = count + 1
    high = above * (1 - 1 / (9 * above) + Z / (3 * sqrt(above))) ** 3
    return Interval(count * scale, low * scale, high * scale)


def overlap(one: Interval, other: Interval) -> bool:
    """Say whether two intervals share ground: then a difference may be chance."""
    return one.low <= other.high and other.low <= one.high
