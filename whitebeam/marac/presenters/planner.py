"""The planner: what a year asks for, by area, with each formula shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from whitebeam.kernel.small_numbers import hidden
from whitebeam.marac.presenters.steering import FEW
from whitebeam.marac.queries.counting import Volume
from whitebeam.marac.rules.staffing import Line, Ratios, plan

SOURCE = (
    "SafeLives: reviewing your MARAC data; practitioner datasets; resources for MARAC. Planning "
    "figures are settings of the partnership and can be changed from a day."
)


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """One area's year: cases of the last twelve months beside those to expect."""

    area: str
    cases: str
    expected: str
    meetings: str
    advisers: str


@dataclass(frozen=True, slots=True)
class Planner:
    """The whole partnership's plan with its formulas, and each area's."""

    lines: tuple[Line, ...]
    areas: tuple[AreaPlan, ...]
    source: str
    has_women: bool

    @classmethod
    def of(
        cls, volume: Sequence[Volume], *, women: Mapping[UUID, int], ratios: Ratios, least: int
    ) -> "Planner":
        unseen = hidden([one.heard + one.settled for one in volume], least=least)
        cases = sum(one.heard + one.settled for one in volume)
        total = sum(women.values())
        return cls(
            lines=tuple(plan(adult_women=total, cases=cases, ratios=ratios)),
            areas=tuple(
                _area(one, women.get(one.area_id), ratios, is_hidden=place in unseen)
                for place, one in enumerate(volume)
            ),
            source=SOURCE,
            has_women=bool(total),
        )


def _area(one: Volume, women: int | None, ratios: Ratios, *, is_hidden: bool) -> AreaPlan:
    cases = one.heard + one.settled
    lines = plan(adult_women=women or 0, cases=cases, ratios=ratios)
    return AreaPlan(
        area=one.area,
        cases=FEW if is_hidden else f"{cases:,}",
        expected=f"{lines[0].value:g}" if women else "Not known",
        meetings=FEW if is_hidden else f"{lines[1].value:g}",
        advisers=FEW if is_hidden else f"{lines[2].value:g}",
    )
