"""The minutes of one case, put together from its record; and what of them one agency keeps.

Pure. An agency's copy is built from named fields, never by taking things out of the whole. What was
shared is in none of them: each fact is a row, which the database gives to those who received it.
"""

import json
from dataclasses import asdict, dataclass

DECISION = "DECISION"
SECTIONS = (
    ("NEW_INFORMATION", "New information"),
    ("HARM", "Who may be harmed, and how"),
    ("RISK", "What adds to the risk"),
    ("SAFETY", "What keeps her safe now"),
    ("SUPPORT", "Who supports her"),
    (DECISION, "Decisions"),
    ("NOTE", "Also said"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """Something said at the meeting, or shared before it: of which kind, by which agency.

    The ids are those of the fact, of its agency, of whom it is about, and of its ledger line; empty
    where there is none, or where the minutes are older than these.
    """

    kind: str
    agency: str
    text: str
    is_opinion: bool = False
    fact: str = ""
    agency_id: str = ""
    about: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action: who does it, by when and why."""

    reference: str
    agency_id: str
    agency: str
    owner: str
    text: str
    rationale: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class Header:
    """What stands over the minutes of every case of a meeting."""

    panel: str
    held: str
    place: str
    chair: str
    present: tuple[str, ...]
    observers: tuple[str, ...]
    apologies: tuple[str, ...]
    statement: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole minutes of one case, as coordinator and chair read them."""

    header: Header
    reference: str
    summary: str
    said: tuple[Line, ...]
    shared: tuple[Line, ...]
    actions: tuple[ActionLine, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """What is one agency's alone: its own actions, and what was decided, which all keep."""

    agency: str
    header: Header
    reference: str
    decided: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    withdrew: int


def copy_for(agency_id: str, *, agency: str, whole: Whole) -> Copy:
    """Return what this agency keeps of the minutes, beside the facts that it received."""
    return Copy(
        agency=agency,
        header=whole.header,
        reference=whole.reference,
        decided=tuple(one.text for one in whole.said if one.kind == DECISION),
        actions=tuple(one for one in whole.actions if one.agency_id == agency_id),
        # That somebody took no part is minuted for all; who it was, and why, is not.
        withdrew=len(whole.conflicts),
    )


def facts(whole: Whole) -> list[Line]:
    """Return what agencies shared, before the meeting and at it: all but what was decided."""
    return [*whole.shared, *(one for one in whole.said if one.kind != DECISION)]


def written(minutes: Whole | Copy) -> str:
    """Return minutes as they are kept."""
    return json.dumps(asdict(minutes))


def read_whole(kept: str) -> Whole:
    """Return whole minutes as they were signed."""
    values = json.loads(kept)
    return Whole(
        header=_header(values["header"]),
        reference=values["reference"],
        summary=values["summary"],
        said=_lines(values["said"]),
        shared=_lines([_shared(one) for one in values["shared"]]),
        actions=tuple(ActionLine(**one) for one in values["actions"]),
        conflicts=tuple(values["conflicts"]),
    )


def read_copy(kept: str) -> Copy:
    """Return an agency's copy as it was made."""
    values = json.loads(kept)
    return Copy(
        agency=values["agency"],
        header=_header(values["header"]),
        reference=values["reference"],
        decided=tuple(values["decided"]),
        actions=tuple(ActionLine(**one) for one in values["actions"]),
        withdrew=values["withdrew"],
    )


def _lines(values: list[dict]) -> tuple[Line, ...]:
    return tuple(Line(**one) for one in values)


def _shared(one: dict) -> dict:
    """Return a shared thing; older minutes kept it beside those who had received it."""
    return one["line"] if "received_by" in one else one


def _header(values: dict) -> Header:
    named = ("present", "observers", "apologies")
    return Header(**values | {name: tuple(values[name]) for name in named})
