"""Which queue a referral goes to: readable rules from the top, the first that fits decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a referral must be for a rule to fit. Nothing named means everything fits."""

    area: frozenset[str] = frozenset()
    age_min: int | None = None
    age_max: int | None = None
    sex: frozenset[str] = frozenset()
    risk: frozenset[str] = frozenset()
    need: frozenset[str] = frozenset()

    @classmethod
    def of(cls, when: Mapping[str, object]) -> "Conditions":
        """Return the conditions that a rule holds as data."""
        return cls(
            area=_codes(when.get("area")),
            age_min=_years(when.get("age_min")),
            age_max=_years(when.get("age_max")),
            sex=_codes(when.get("sex")),
            risk=_codes(when.get("risk")),
            need=_codes(when.get("need")),
        )

    def as_data(self) -> dict[str, list[str] | int]:
        """Return the conditions as a rule stores them, naming only those that hold."""
        named: dict[str, list[str] | int] = {
            name: sorted(codes)
            for name in ("area", "sex", "risk", "need")
            if (codes := getattr(self, name))
        }
        for name in ("age_min", "age_max"):
            if (years := getattr(self, name)) is not None:
                named[name] = years
        return named


@dataclass(frozen=True, slots=True)
class Subject:
    """What routing looks at, and nothing else. An age not known fits no rule about age."""

    area: str = ""
    age: int | None = None
    sex: str = "NOT_KNOWN"
    risk: str = "NOT_KNOWN"
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in force from a day, to a day if it ended."""

    key: UUID
    position: float
    when: Conditions
    queue: UUID
    starts_on: date
    ends_on: date | None = None
    code: str = field(default="", compare=False)

    def is_in_force(self, on: date) -> bool:
        """Say whether the rule holds on a day, its first and last included."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def first_match(rules: Iterable[Rule], *, subject: Subject) -> Rule | None:
    """Return the first rule, by position, that the subject fits."""
    in_order = sorted(rules, key=lambda rule: (rule.position, rule.starts_on, str(rule.key)))
    return next((rule for rule in in_order if fits(rule.when, subject=subject)), None)


def position_before(positions: Sequence[float], place: int | None) -> float | None:
    """Return a position before the one at this place, after all where none is named.

    The positions are in order. Where two stand together there is no room between them.
    """
    if place is None:
        return (positions[-1] if positions else 0) + 1
    if place == 0:
        return positions[0] - 1
    above, below = positions[place - 1], positions[place]
    between = (above + below) / 2
    return between if above < between < below else None


def fits(when: Conditions, *, subject: Subject) -> bool:
    """Say whether every condition named holds for the subject."""
    return (
        (not when.area or subject.area in when.area)
        and (not when.sex or subject.sex in when.sex)
        and (not when.risk or subject.risk in when.risk)
        and (not when.need or bool(when.need & subject.needs))
        and _in_ages(when, subject.age)
    )


def _in_ages(when: Conditions, age: int | None) -> bool:
    if when.age_min is None and when.age_max is None:
        return True
    if age is None:
        return False
    return (when.age_min is None or age >= when.age_min) and (
        when.age_max is None or age <= when.age_max
    )


def _codes(value: object) -> frozenset[str]:
    if not isinstance(value, list | tuple | set | frozenset):
        return frozenset()
    return frozenset(str(code) for code in value)


def _years(value: object) -> int | None:
    return value if isinstance(value, int) else None
