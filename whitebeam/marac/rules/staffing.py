"""How many cases to expect, and who and what they need: the published planners.

Sources: safelives.org.uk, reviewing your MARAC data (40 cases for every 10,000 adult women, one
administrator for 400 cases a year), practitioner datasets (about 100 referrals a year for one
adviser), resources for MARAC (15 cases a meeting).
"""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

PER = 10_000


@dataclass(frozen=True, slots=True)
class Ratios:
    """The partnership's planning figures."""

    cases_per_10000: float
    cases_per_meeting: int
    referrals_per_adviser: int
    cases_per_administrator: int


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the plan with its formula, as it is shown."""

    label: str
    value: float
    formula: str


def plan(*, adult_women: int, cases: int, ratios: Ratios) -> list[Line]:
    """Return what a year asks for: expected cases, meetings, advisers, administrators.

    `cases` are those of the last twelve months, or those expected where it is a new panel.
    """
    expected = round(adult_women * ratios.cases_per_10000 / PER)
    return [
        Line(
            "Cases to expect in a year",
            expected,
            f"{adult_women:,} adult women × {ratios.cases_per_10000:g} ÷ {PER:,}",
        ),
        Line(
            "Meetings a year",
            ceil(cases / ratios.cases_per_meeting),
            f"{cases:,} cases ÷ {ratios.cases_per_meeting} a meeting, rounded up",
        ),
        Line(
            "Advisers, full time",
            round(cases / ratios.referrals_per_adviser, 1),
            f"{cases:,} cases ÷ {ratios.referrals_per_adviser} referrals a year",
        ),
        Line(
            "Administrators, full time",
            round(cases / ratios.cases_per_administrator, 1),
            f"{cases:,} cases ÷ {ratios.cases_per_administrator} cases a year",
        ),
    ]


def unmet(
    *, cases: int, cases_each: int, in_post: Decimal | None
) -> tuple[Decimal, Decimal | None]:
    """Return the full-time posts that so many cases need, and how many of them are not filled.

    More posts than are needed is none unmet; where nobody entered who is in post, none is known.
    """
    needed = (Decimal(cases) / cases_each).quantize(Decimal("0.1"))
    return needed, None if in_post is None else max(needed - in_post, Decimal(0))
