"""Composes a paper's sections from the plan. Numbers are written as the codes of figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MEASURING = "Measuring success: activity indicators"


@dataclass(frozen=True, slots=True)
class Told:
    """A project as a paper tells it: what it is and what its owner last said, signed off."""

    name: str
    theme: str
    summary: str
    standing: str
    is_known: bool
    update: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A strand with its promises and projects; `promised` is the code of the figure that counts."""

    number: int
    name: str
    outcome: str
    promised: str
    word: str
    promises: tuple[str, ...]
    opportunities: tuple[str, ...]
    projects: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A released figure as a paper tells it; without a `code` none is out."""

    pillar: str
    title: str
    period: str
    unit: str
    code: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The framework that the paper is about."""

    name: str
    aim: str
    years: str
    review: str
    year: str
    groups: tuple[str, ...]
    sources: tuple[str, ...]
    parts: tuple[Part, ...]
    released: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One section, before anybody has edited it. `part` is its strand's place in the framework."""

    number: str
    heading: str
    body: str
    part: int | None = None


def yearly(whole: Whole) -> list[Draft]:
    """Return the sections of the yearly paper to the committee."""
    drafts = [
        Draft("", "Summary", _summary(whole)),
        Draft("1", "Background", _background(whole)),
        Draft("2", "Delivering against our strategy", _delivery(whole)),
    ]
    for place, part in enumerate(whole.parts, 3):
        drafts.append(Draft(str(place), part.name, _pillar(part), part.number))
    last = len(whole.parts) + 3
    return [
        *drafts,
        Draft(str(last), MEASURING, _measuring(whole)),
        Draft(str(last + 1), "Conclusion", _conclusion(whole)),
        Draft(str(last + 2), "Recommendation", _recommendation(whole)),
        Draft(str(last + 3), "Appendices", "- Summary of the strategy\n- The strategy in full"),
    ]


def progress(whole: Whole) -> list[Draft]:
    """Return the sections of the report over the years of a strategy."""
    drafts = [
        Draft("1", "Foreword", _foreword(whole)),
        Draft("2", "Our governance", _governance(whole)),
        Draft("3", "Our priorities", _priorities(whole)),
    ]
    for part in whole.parts:
        heading = f"{part.word} {part.number}: {part.name}"
        drafts.append(Draft("", heading, _priority(part), part.number))
    measured = [Draft("4", MEASURING, _measuring(whole))] if whole.released else []
    return [
        *drafts,
        *measured,
        Draft(str(4 + len(measured)), "Conclusion", _conclusion(whole)),
        Draft("", "Useful links", "\n".join(f"- {source}" for source in whole.sources)),
    ]


def _summary(whole: Whole) -> str:
    lines = [f"This paper tells of progress against {whole.name} in {whole.year}."]
    for part in whole.parts:
        lines += ["", f"## {part.name}", *(f"- {theme}" for theme in _themes(part.projects))]
    return "\n".join(lines)


def _background(whole: Whole) -> str:
    text = f"{whole.name} is a partnership strategy. Its aim: {whole.aim}"
    return f"{text}\n\nIt holds {whole.years}. {whole.review}".strip()


def _delivery(whole: Whole) -> str:
    unknown = [told for part in whole.parts for told in part.projects if not told.is_known]
    said = (
        "The Executive Group oversees a delivery plan, whose actions are allocated to agencies and"
        " to the partnership's groups. Each quarter one pillar reports to it in turn."
    )
    if not unknown:
        return said
    rows = "\n".join(f"- {told.name}: {told.standing.lower()}" for told in unknown)
    return f"{said}\n\n## Not known\n{rows}"


def _pillar(part: Part) -> str:
    intro = (
        f"{part.outcome}\n\nThe strategy makes {{{part.promised}}} commitments here."
        " These are the key projects of the year."
    )
    return "\n\n".join([intro, *_by_theme(part.projects)])


def _priority(part: Part) -> str:
    promises = "\n".join(f"- {words}" for words in part.promises)
    lines = [part.outcome, f"## Our commitments\n{promises}" if promises else ""]
    lines += _by_theme(part.projects)
    if part.opportunities:
        better = "\n".join(f"- {words}" for words in part.opportunities)
        lines.append(f"## Opportunities for improvement\n{better}")
    return "\n\n".join(line for line in lines if line)


def _by_theme(projects: Sequence[Told]) -> Iterator[str]:
    in_order = sorted(projects, key=lambda told: _themes(projects).index(told.theme))
    for theme, of_theme in groupby(in_order, key=lambda told: told.theme):
        yield f"## {theme}"
        for told in of_theme:
            yield f"### {told.name}\n\n{told.summary}"
            if told.update:
                yield told.update


def _themes(projects: Sequence[Told]) -> list[str]:
    return list(dict.fromkeys(told.theme for told in projects))


def _measuring(whole: Whole) -> str:
    intro = (
        "Progress against the plan and a suite of activity indicators is watched by the Executive"
        " Group. Numbers in this field are to be read with caution, and beside what people say."
        " Every number in this paper opens its source in the list at its end."
    )
    missing = [one.title for one in whole.released if not one.code]
    lines = [intro]
    if missing:
        rows = "\n".join(f"- {title}" for title in missing)
        lines.append(f"## Not released in this time\n{rows}")
    return "\n\n".join([*lines, *_released(whole)])


def _released(whole: Whole) -> Iterator[str]:
    told = [one for one in whole.released if one.code]
    for pillar in dict.fromkeys(one.pillar for one in told):
        rows = "\n".join(
            f"- {one.title}, {one.period}: {{{one.code}}} {one.unit}".rstrip()
            for one in told
            if one.pillar == pillar
        )
        yield f"## {pillar}\n{rows}"


def _conclusion(whole: Whole) -> str:
    lines = [f"The aim of {whole.name} stays: {whole.aim}"]
    for part in whole.parts:
        names = _listed([told.name for told in part.projects])
        lines.append(f"Under {part.name}, the work told of here is {names}.")
    return "\n\n".join(lines)


def _recommendation(whole: Whole) -> str:
    return (
        f"The committee is asked to note progress against {whole.name} and to make"
        " recommendations on where the delivery plan goes next."
    )


def _foreword(whole: Whole) -> str:
    return (
        f"{whole.name} has given the partnership one aim: {whole.aim}\n\nThis report tells what was"
        " delivered, and where we still have to do better."
    )


def _governance(whole: Whole) -> str:
    rows = "\n".join(f"- {group}" for group in whole.groups)
    return f"These groups support the delivery of the strategy.\n\n{rows}"


def _priorities(whole: Whole) -> str:
    return "\n\n".join(f"## {part.name}\n\n{part.outcome}" for part in whole.parts)


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return names[0] if names else "not yet told"
    return f"{', '.join(names[:-1])} and {names[-1]}"
