"""Which rule a story meets first: the same reading of rules as when a referral is sent."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol, TypeVar

from .values import Person, Story


class Rule(Protocol):
    when: dict[str, Any]


R = TypeVar("R", bound=Rule)


def first_met(rules: Iterable[R], story: Story, victim: Person, *, on: date) -> R | None:
    """Return the first rule whose every condition the story meets."""
    age = (on - victim.birth.on).days // 365.25 if victim.birth else None
    sex = {"F": "FEMALE", "M": "MALE"}.get(victim.sex, "NOT_KNOWN")
    for rule in rules:
        if _fits(rule.when, story, age=age, sex=sex):
            return rule
    return None


def _fits(when: dict[str, Any], story: Story, *, age: float | None, sex: str) -> bool:
    return (
        _among(when.get("area"), {story.area})
        and _among(when.get("sex"), {sex})
        and _among(when.get("risk"), {story.risk})
        and _among(when.get("need"), set(story.needs))
        and _in_ages(when.get("age_min"), when.get("age_max"), age)
    )


def _among(wanted: list[str] | None, found: set[str]) -> bool:
    return not wanted or bool(found & set(wanted))


def _in_ages(low: int | None, high: int | None, age: float | None) -> bool:
    if low is None and high is None:
        return True
    return age is not None and (low is None or age >= low) and (high is None or age <= high)
