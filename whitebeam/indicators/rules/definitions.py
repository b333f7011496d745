"""What an indicator is: what it counts, of whom, in which unit, and which lines a return gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    COUNT = "COUNT"
    PERCENT = "PERCENT"
    RATE = "RATE"
    MEDIAN = "MEDIAN"
    MONEY = "MONEY"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A characteristic by which an indicator is counted, and its groups by code."""

    code: str
    name: str
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a return: all together, one district, or one group of a characteristic."""

    label: str
    area: str = ""
    breakdown: str = ""
    group: str = ""

    @property
    def is_total(self) -> bool:
        """Say whether this line is everybody together."""
        return not self.area and not self.breakdown

    @property
    def key(self) -> str:
        """Return its name in a form."""
        return self.area or (f"{self.breakdown}-{self.group}" if self.breakdown else "all")


@dataclass(frozen=True, slots=True)
class Definition:
    """The parts of an indicator's definition that decide what a return must hold."""

    code: str
    unit: Unit
    whole_name: str = ""
    by_area: bool = False
    breakdowns: tuple[Breakdown, ...] = ()
    most: Decimal | None = None

    @property
    def asks_whole(self) -> bool:
        """Say whether a second number is asked: of how many."""
        return bool(self.whole_name)

    @property
    def adds_up(self) -> bool:
        """Say whether districts and groups make the total; a median's do not."""
        return self.unit is not Unit.MEDIAN

    def is_whole(self, name: str) -> bool:
        """Say whether this number counts people or things, which come whole."""
        return name != "number" or self.unit in {Unit.COUNT, Unit.PERCENT, Unit.RATE}

    def name_of(self, breakdown: str) -> str:
        """Return the name of a characteristic."""
        return next((b.name for b in self.breakdowns if b.code == breakdown), breakdown)

    def lines(self, areas: Sequence[tuple[str, str]]) -> list[Line]:
        """Return the lines that a return by an owner of these areas must give, the total first."""
        return [Line("everyone"), *self._districts(areas), *self._groups()]

    def _districts(self, areas: Sequence[tuple[str, str]]) -> Iterable[Line]:
        # An owner of one district gives it as its total; writing it twice would only make faults.
        if self.by_area and len(areas) > 1:
            yield from (Line(name, area=code) for code, name in areas)

    def _groups(self) -> Iterable[Line]:
        for one in self.breakdowns:
            yield from (Line(name, breakdown=one.code, group=code) for code, name in one.groups)


def unit_after(unit_words: str) -> str:
    """Return the words that stand after a printed number; a share has its sign already."""
    return unit_words.removeprefix("%").strip()


def shown_number(amount: Decimal) -> str:
    """Return a number as people write it: 1,204 or 3.5."""
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}" if whole else f"{amount.normalize():,f}"
