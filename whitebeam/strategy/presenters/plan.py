"""Pillars, projects and figures as pages print them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from whitebeam.strategy.models import Change, Commitment, Figure, Link, Project, Update
from whitebeam.strategy.queries.plan import StrandCount
from whitebeam.strategy.rules import numbers
from whitebeam.strategy.rules.standing import Standing

FILLS = {
    "NOT_REPORTED": "#d8d5ca",
    "STALE": "#8c958f",
    "RED": "#a4262c",
    "AMBER": "#d79b1c",
    "GREEN": "#2a5d4e",
    "DONE": "#1d3f63",
}
WIDTH, ROW, BELOW_NAME = 640, 68, 30
KEY_ROW, KEY_STEP, KEYS_A_ROW = 34, 212, 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a pillar's bar."""

    x: float
    width: float
    fill: str
    number: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One pillar in the drawing and in the table beside it."""

    code: str
    name: str
    y: int
    segments: tuple[Segment, ...]
    cells: tuple[int, ...]
    promises: int
    unworded: int


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour of the drawing means."""

    words: str
    fill: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the plan stands, as a drawing with its table."""

    bars: tuple[Bar, ...]
    keys: tuple[Key, ...]
    height: int
    sentence: str

    @classmethod
    def of(cls, counts: Sequence[StrandCount]) -> "Progress":
        most = max((count.projects for count in counts), default=1) or 1
        codes = [code for code in FILLS if any(code in _by_code(each) for each in counts)]
        bars = tuple(_bar(each, place, most, codes) for place, each in enumerate(counts))
        keys = tuple(_key(code, place, below=len(bars)) for place, code in enumerate(codes))
        known = sum(n for each in counts for one, n in each.standings if one.is_known)
        total = sum(each.projects for each in counts)
        return cls(
            bars,
            keys,
            keys[-1].y + KEY_ROW if keys else len(bars) * ROW + 6,
            f"{total - known} of {total} projects are not known today: "
            "not yet reported, or their review is overdue.",
        )


def _by_code(count: StrandCount) -> dict[str, int]:
    return {standing.code: number for standing, number in count.standings}


def _key(code: str, place: int, *, below: int) -> Key:
    row, column = divmod(place, KEYS_A_ROW)
    return Key(
        Standing(code).words, FILLS[code], column * KEY_STEP, below * ROW + row * KEY_ROW + 14
    )


def _bar(count: StrandCount, place: int, most: int, codes: Sequence[str]) -> Bar:
    held, x, segments = _by_code(count), 0.0, []
    for code in codes:
        if number := held.get(code, 0):
            width = round(WIDTH * number / most, 1)
            segments.append(Segment(round(x, 1), max(width - 2, 1), FILLS[code], number))
            x += width
    return Bar(
        count.strand.code,
        count.strand.name,
        place * ROW + BELOW_NAME,
        tuple(segments),
        tuple(held.get(code, 0) for code in codes),
        count.promises,
        count.unworded,
    )


def day(on: date | None) -> str:
    """Return a day as people write it."""
    return f"{on.day} {on:%B %Y}" if on else ""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in a list."""

    id: UUID
    name: str
    owner: str
    strand: str
    theme: str
    year: str
    standing: Standing
    since: str
    is_held_back: bool
    parts: tuple["ProjectRow", ...]

    @classmethod
    def of(cls, project: Project, *, on: date, with_parts: bool = True) -> "ProjectRow":
        parts = project.parts.all() if with_parts else ()
        group = project.owner_group.name if with_parts and project.owner_group else ""
        return cls(
            project.pk,
            project.name,
            f"{project.owner_agency.name}, {group}" if group else project.owner_agency.name,
            project.strand.name if with_parts else "",
            project.theme,
            project.year,
            Standing.of(project.status, review_due_on=project.review_due_on, on=on),
            day(project.status_on),
            project.is_held_back,
            tuple(cls.of(part, on=on, with_parts=False) for part in parts),
        )


def facts_of(project: Project) -> list[dict[str, str]]:
    """Return what a project's page says of it; what is not known is said too."""
    owner = [project.owner_agency.name]
    owner += [project.owner_team.name] if project.owner_team else []
    owner += [project.owner_group.name] if project.owner_group else []
    commitment = project.commitment
    rows = [
        ("Part of", f"{project.strand.framework.short}, {project.strand.name}"),
        ("Commitment", commitment_words(commitment) if commitment else "Not tied to one yet"),
        ("Owner", ", ".join(owner)),
        ("Year", project.year),
        ("Days", _days(project)),
        ("Money", project.money or "Not known"),
        ("Duty served", project.duty_served or "None named"),
        ("Equality", project.equality_note or "No note yet"),
        ("Source", project.source),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def commitment_words(commitment: Commitment) -> str:
    """Return a commitment in one line; one without words says so."""
    return f"{commitment.number}. {commitment.words or 'Not filled in yet'}"


def _days(project: Project) -> str:
    first, last = day(project.starts_on), day(project.ends_on)
    if first and last:
        return f"{first} to {last}"
    return f"From {first}" if first else f"Until {last}" if last else "None given"


def summary_pieces(project: Project) -> list[numbers.Piece]:
    """Return a project's summary with its numbers in place."""
    shown = {figure.code: figure.shown for figure in project.figures.all()}
    return list(numbers.pieces(project.summary, shown))


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What a project rests on."""

    kind: str
    words: str
    source: str

    @classmethod
    def of(cls, link: Link) -> "LinkRow":
        return cls(link.get_kind_display(), link.words, link.source)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change as the page lists it."""

    what: str
    when: str
    who: str
    more: str

    @classmethod
    def of(cls, change: Change) -> "ChangeRow":
        fields = ", ".join(name.replace("_", " ") for name in change.fields)
        return cls(
            f"Version {change.version}: {fields}",
            day(change.agreed_on),
            f"agreed by {change.agreed_by}",
            change.reason,
        )


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """What was said of a project."""

    id: UUID
    state: str
    standing: Standing
    when: str
    words: str
    evidence: tuple[tuple[str, str, str], ...]
    decision: str
    is_draft: bool
    is_sent: bool

    @classmethod
    def of(cls, update: Update) -> "UpdateRow":
        sent = update.submitted_at
        return cls(
            update.pk,
            update.get_state_display(),
            Standing(update.status),
            day(sent.date()) if sent else "not sent yet",
            update.words or "",
            tuple(_evidence(update)),
            update.decision_words or "",
            update.state in {Update.State.DRAFT, Update.State.RETURNED},
            update.state == Update.State.SUBMITTED,
        )


def _evidence(update: Update) -> Iterable[tuple[str, str, str]]:
    for each in update.evidence.all():
        figure = each.figure
        if figure is not None:
            yield each.title, f"{figure.label}: {figure.shown}", _figure_page(figure)
        else:
            yield each.title, each.place or each.address, each.address


def _figure_page(figure: Figure) -> str:
    return reverse("strategy:figure", args=[figure.code])
