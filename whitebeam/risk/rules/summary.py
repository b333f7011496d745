"""What a MARAC reads of a signed assessment: a total never without what it leaves open.

It is taken once, at a moment, and kept as it was: prompts and criteria of the pack may change.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from whitebeam.risk.rules.prompts import Definition


@dataclass(frozen=True, slots=True)
class Raised:
    """A prompt as it was raised: what it is called, what it says, and what to do."""

    code: str
    title: str
    text: str
    critical: bool
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllRaised:
    """Every prompt that was raised, alerts first, and the day from which their words stood."""

    prompts: tuple[Raised, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A signed assessment in short. Days are ISO; `total` is nothing where no items are counted.

    `weapons_access` says how the other could get weapons; what was kept earlier is silent on it.
    `critical` are the items answered yes that raise an alert: code and words as they were asked.
    """

    tool: str
    version: str
    signed_on: str
    agency: str
    level: str
    total: int | None
    items: int
    dont_know: int
    not_asked: int
    is_incomplete: bool
    judged_level: str
    reason: str
    says_high: str
    critical: tuple[tuple[str, str], ...]
    raised: AllRaised
    external: tuple[tuple[str, str], ...] = ()
    weapons_access: str = ""
    criteria: tuple[tuple[str, str], ...] = ()


def raised_of(definitions: Iterable[Definition], *, since: str) -> AllRaised:
    """Return these prompts as they stand now."""
    found = (
        Raised(one.code, one.title, one.text, one.critical, tuple(one.steps)) for one in definitions
    )
    return AllRaised(tuple(found), since)


def critical_codes(definitions: Iterable[Definition], *, yes: frozenset[str]) -> frozenset[str]:
    """Return the items answered yes that these raised prompts, the alerts among them, rest on."""
    lines = [when for one in definitions if one.critical for when in one.when]
    named = {code for when in lines for code in (*when.any_yes, *when.all_yes)}
    return yes & named


def written(kept: Summary | AllRaised) -> str:
    """Return it as one text, to be sealed."""
    return json.dumps(asdict(kept), sort_keys=True)


def read_raised(text: object) -> AllRaised:
    """Return prompts as they were kept; nothing kept is none."""
    return _raised(json.loads(str(text))) if text else AllRaised()


def read_summary(text: object) -> Summary | None:
    """Return a summary as it was kept, if there is one."""
    if not text:
        return None
    held: dict[str, Any] = json.loads(str(text))
    pairs = {name: _pairs(held[name]) for name in ("critical", "external", "criteria")}
    return Summary(**held | pairs | {"raised": _raised(held["raised"])})


def _raised(held: dict[str, Any]) -> AllRaised:
    prompts = (Raised(**one | {"steps": tuple(one["steps"])}) for one in held["prompts"])
    return AllRaised(tuple(prompts), held["since"])


def _pairs(held: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pair) for pair in held)
