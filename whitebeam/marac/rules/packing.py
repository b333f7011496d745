"""What goes to another MARAC of a case, made from named fields and never by leaving things out.

Pure. Where her address is withheld, no address, school or place goes, and none that somebody wrote
into an account: whatever reads like a postcode, and each address that the case holds, is taken out.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from whitebeam.marac.rules.identifiers import LABELS
from whitebeam.risk.rules.summary import read_summary
from whitebeam.risk.rules.summary import written as risk_written

# Where somebody can be found. Whoever lives with her is found where she is.
PLACES = frozenset({"ADDRESS", "SCHOOL", "PHONE", "GP"})
TAKEN_OUT = "[withheld]"
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Sent:
    """One person as they are sent: the part, the name, and what they are looked up by."""

    part: str
    relationship: str
    name: str
    identifiers: Mapping[str, str]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """One thing that goes: of which part, whose it is, and its words.

    `account` holds what a case made from it takes over, by the name of its column; `grounds` each
    kind with what speaks for it. `assessed` and `prompts` are what a case keeps of risk, as text.
    """

    part: str
    controller: str
    title: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    people: tuple[Sent, ...] = ()
    account: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    assessed: str = ""
    prompts: str = ""


def without_places(packed: Packed, *, places: Iterable[str]) -> Packed:
    """Return the same with nothing in it that says where she is."""

    def told(text: str) -> str:
        return _taken_out(text, known)

    known = _said(places)
    return replace(
        packed,
        paragraphs=tuple(map(told, packed.paragraphs)),
        lines=tuple(map(told, packed.lines)),
        people=tuple(_hidden(one, known) for one in packed.people),
        account={name: told(text) for name, text in packed.account.items() if name != "residence"},
        grounds={kind: told(text) for kind, text in packed.grounds.items()},
        assessed=_assessed(packed.assessed, told),
    )


def says_where(text: str, *, places: Iterable[str]) -> bool:
    """Say whether somebody wrote in this text where she is."""
    return _taken_out(text, _said(places)) != text


def person_in_words(one: Sent, *, parts: Mapping[str, str]) -> str:
    """Return a person in one line."""
    tie = f" ({one.relationship.replace('_', ' ').lower()})" if one.relationship else ""
    facts = [f"{LABELS[kind]}: {text}" for kind, text in one.identifiers.items() if kind in LABELS]
    return ". ".join([f"{parts[one.part]}: {one.name or 'name not known'}{tie}", *facts])


def written(packed: Packed) -> str:
    """Return one thing as it is kept."""
    return json.dumps(asdict(packed))


def read(kept: str) -> Packed:
    """Return one thing as it was sent."""
    values = json.loads(kept)
    return Packed(
        part=values["part"],
        controller=values["controller"],
        title=values["title"],
        paragraphs=tuple(values["paragraphs"]),
        lines=tuple(values["lines"]),
        people=tuple(Sent(**one) for one in values["people"]),
        account=values["account"],
        grounds=values["grounds"],
        assessed=values.get("assessed", ""),
        prompts=values.get("prompts", ""),
    )


def _assessed(kept: str, told: Callable[[str], str]) -> str:
    """Return a kept summary with nothing that somebody typed into it but what may be told."""
    summary = read_summary(kept)
    if summary is None:
        return ""
    kept_now = replace(
        summary,
        reason=told(summary.reason),
        external=tuple((label, told(text)) for label, text in summary.external),
        criteria=tuple((key, told(used)) for key, used in summary.criteria),
    )
    return risk_written(kept_now)


def _hidden(one: Sent, known: tuple[re.Pattern[str], ...]) -> Sent:
    is_hers = one.part != "PERPETRATOR"
    kept = {
        kind: _taken_out(text, known)
        for kind, text in one.identifiers.items()
        if not (is_hers and kind in PLACES)
    }
    return replace(one, identifiers=kept)


def _said(places: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return what finds each line of these addresses again, however it is spaced and cased."""
    bare = [POSTCODE.sub("", place) for place in places]
    lines = {part.strip() for place in bare for part in re.split(r"[\n,;]", place)}
    longest_first = sorted((one for one in lines if len(one) >= SHORTEST), key=len, reverse=True)
    return tuple(
        re.compile(r"\s+".join(map(re.escape, one.split())), re.IGNORECASE) for one in longest_first
    )


def _taken_out(text: str, known: tuple[re.Pattern[str], ...]) -> str:
    for place in (POSTCODE, *known):
        text = place.sub(TAKEN_OUT, text)
    return text
