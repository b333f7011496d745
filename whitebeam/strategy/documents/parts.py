"""A paper ready to be written down: blocks of text whose numbers name their figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whitebeam.strategy.models import Figure, Paper, PathwayStep, Section
from whitebeam.strategy.rules import markup, numbers


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, list item or paragraph, in pieces."""

    kind: str
    pieces: tuple[numbers.Piece, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A section ready to print."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from."""

    code: str
    shown: str
    label: str
    as_of: str
    note: str
    source: str

    @classmethod
    def of(cls, figure: Figure) -> "Origin":
        return cls(
            figure.code, figure.shown, figure.label, figure.as_of, figure.note, figure.source
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper ready to print."""

    title: str
    audience: str
    state: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Written, ...]
    origins: tuple[Origin, ...]


def document_of(
    paper: Paper, sections: Sequence[Section], figures: Mapping[str, Figure]
) -> Document:
    """Return a paper as a document."""
    shown = {code: figure.shown for code, figure in figures.items()}
    return Document(
        title=paper.title,
        audience=paper.audience,
        state="Final" if paper.finished_at else "Draft",
        facts=tuple(_facts(paper)),
        sections=tuple(written(each, shown) for each in sections),
        origins=tuple(Origin.of(figure) for figure in figures.values()),
    )


def written(section: Section, shown: Mapping[str, str]) -> Written:
    """Return a section with each figure's code put as its number."""
    lines = tuple(
        Line(block.kind, tuple(numbers.pieces(block.text, shown)))
        for block in markup.blocks(section.body)
    )
    title = f"{section.number}. {section.heading}" if section.number else section.heading
    return Written(f"section-{section.position}", title, lines)


def _facts(paper: Paper) -> list[tuple[str, str]]:
    meets = f", {day(paper.meets_on)}" if paper.meets_on else ""
    steps = list(paper.pathway.all())
    past = [step for step in steps if step.direction == PathwayStep.Direction.PAST]
    future = [step for step in steps if step.direction == PathwayStep.Direction.FUTURE]
    return [
        ("To", f"{paper.audience}{meets}"),
        ("Year", paper.year),
        ("Past pathway", _way(past)),
        ("Future pathway", _way(future)),
    ]


def _way(steps: Sequence[PathwayStep]) -> str:
    said = [f"{step.body}, {day(step.on)}" if step.on else step.body for step in steps]
    return "; ".join(said) or "None"


def day(on: object) -> str:
    """Return a day as people write it."""
    return f"{on:%d %B %Y}".lstrip("0")
