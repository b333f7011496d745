"""The minutes of one case, put together from its record; and what of them one agency keeps.

Pure. An agency's copy is built from named fields, never by taking things out of the whole.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

SECTIONS = (
    ("NEW_INFORMATION", "New information"),
    ("HARM", "Who may be harmed, and how"),
    ("RISK", "What adds to the risk"),
    ("SAFETY", "What keeps her safe now"),
    ("SUPPORT", "Who supports her"),
    ("DECISION", "Decisions"),
    ("NOTE", "Also said"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """Something said at the meeting, or shared before it: of which kind, by which agency."""

    kind: str
    agency: str
    text: str
    is_opinion: bool = False


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
class SharedLine:
    """Something shared before the meeting, and the agencies that received it; none means all."""

    line: Line
    received_by: tuple[str, ...] = ()


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
    shared: tuple[SharedLine, ...]
    actions: tuple[ActionLine, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """What one agency keeps: the common account, what it received, and its own actions alone."""

    agency: str
    header: Header
    reference: str
    summary: str
    said: tuple[Line, ...]
    shared: tuple[Line, ...]
    actions: tuple[ActionLine, ...]
    withdrew: int


def copy_for(agency_id: str, *, agency: str, whole: Whole) -> Copy:
    """Return what this agency keeps of the minutes."""
    return Copy(
        agency=agency,
        header=whole.header,
        reference=whole.reference,
        summary=whole.summary,
        said=whole.said,
        shared=tuple(
            one.line for one in whole.shared if not one.received_by or agency_id in one.received_by
        ),
        actions=tuple(one for one in whole.actions if one.agency_id == agency_id),
        # That somebody took no part is minuted for all; who it was, and why, is not.
        withdrew=len(whole.conflicts),
    )


def sections(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Return the lines under the headings of the published form, empty ones left out."""
    said = list(lines)
    parted = [(title, [one for one in said if one.kind == kind]) for kind, title in SECTIONS]
    return [(title, found) for title, found in parted if found]


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
        shared=tuple(
            SharedLine(Line(**one["line"]), tuple(one["received_by"])) for one in values["shared"]
        ),
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
        summary=values["summary"],
        said=_lines(values["said"]),
        shared=_lines(values["shared"]),
        actions=tuple(ActionLine(**one) for one in values["actions"]),
        withdrew=values["withdrew"],
    )


def _lines(values: list[dict]) -> tuple[Line, ...]:
    return tuple(Line(**one) for one in values)


def _header(values: dict) -> Header:
    named = ("present", "observers", "apologies")
    return Header(**values | {name: tuple(values[name]) for name in named})
