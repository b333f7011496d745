"""A strategy's parts point at parts that are there, and every number has its figure."""

import re
from collections.abc import Hashable, Iterable, Iterator

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.config.pack.schema.strategy import Framework, Promise, Strand

KINDS = (
    ("commitments", ""),
    ("objectives", "o"),
    ("opportunities", "p"),
    ("addendum", "a"),
)
TOKEN = re.compile(r"\{([^{}]*)\}")


def check(pack: Pack) -> Iterator[Problem]:
    """Find what is wrong between frameworks, projects, figures and other plans."""
    yield from _used_twice(pack)
    for framework in pack.frameworks:
        yield from _framework(pack, framework)
    yield from _projects(pack)
    yield from _around(pack)


def promises(strand: Strand) -> Iterator[tuple[str, str, Promise]]:
    """Yield each promise of a strand with the name of its list and the code it is loaded under."""
    for section, letter in KINDS:
        for promise in getattr(strand, section):
            yield section, f"{strand.code}-{letter}{promise.number}", promise


def commitment_codes(strand: Strand) -> set[str]:
    """Return the codes of every promise of a strand, its empty places included."""
    places = {f"{strand.code}-{number}" for number in range(1, (strand.count or 0) + 1)}
    return places | {code for _, code, _ in promises(strand)}


def _strands(pack: Pack) -> dict[str, Strand]:
    return {strand.code: strand for one in pack.frameworks for strand in one.strands}


def _used_twice(pack: Pack) -> Iterator[Problem]:
    yield from _twice(pack, "frameworks", ((one.code, i) for i, one in enumerate(pack.frameworks)))
    yield from _twice(pack, "projects", ((one.code, i) for i, one in enumerate(pack.projects)))
    figures = ((f.code, i) for i, one in enumerate(pack.projects) for f in one.figures)
    yield from _twice(pack, "projects", figures)
    strands = ((s.code, i) for i, one in enumerate(pack.frameworks) for s in one.strands)
    yield from _twice(pack, "frameworks", strands)


def _twice(pack: Pack, section: str, codes: Iterable[tuple[Hashable, int]]) -> Iterator[Problem]:
    seen: set[Hashable] = set()
    for code, index in codes:
        if code in seen:
            file, line = pack.where_of(section, index)
            yield Problem(file, line, f"The code '{code}' is used twice. Give each its own.")
        seen.add(code)


def _framework(pack: Pack, framework: Framework) -> Iterator[Problem]:
    known = _strands(pack)
    own = {strand.code for strand in framework.strands}
    index = pack.frameworks.index(framework)
    for number, strand in enumerate(framework.strands):
        for section, _, promise in promises(strand):
            place = ("strands", number, section, _at(strand, section, promise))
            file, line = pack.where_of("frameworks", index, *place)
            yield from (
                Problem(file, line, sentence)
                for sentence in _wrong_with(strand, section, promise, known, own)
            )
        yield from _numbers(pack, index, number, strand)


def _at(strand: Strand, section: str, promise: Promise) -> int:
    return int(getattr(strand, section).index(promise))


def _wrong_with(
    strand: Strand, section: str, promise: Promise, known: dict[str, Strand], own: set[str]
) -> Iterator[str]:
    for code in promise.leads_to or ():
        if code not in known:
            yield f"There is no strand '{code}'."
        if code in own:
            yield f"'{code}' is of the same framework. Name a strand of a later one."
    if promise.leads_to == () and not promise.ended:
        yield "It leads nowhere. Say with 'ended' why it ended."
    if section == "commitments" and strand.count and promise.number > strand.count:
        yield f"The strand has {strand.count} commitments, and this is number {promise.number}."


def _numbers(pack: Pack, index: int, number: int, strand: Strand) -> Iterator[Problem]:
    for section, _ in KINDS:
        numbers = [promise.number for promise in getattr(strand, section)]
        if len(numbers) != len(set(numbers)):
            file, line = pack.where_of("frameworks", index, "strands", number, section)
            yield Problem(file, line, f"A number is used twice in '{section}'.")


def _projects(pack: Pack) -> Iterator[Problem]:
    strands = _strands(pack)
    agencies = {one.code: {team.code for team in one.teams} for one in pack.agencies}
    groups = {one.code for one in pack.groups}
    codes = {one.code for one in pack.projects}
    for index, one in enumerate(pack.projects):
        held = commitment_codes(strands[one.strand]) if one.strand in strands else set()
        figures = {figure.code for figure in one.figures}
        wrong = [
            ("strand", one.strand in strands, f"There is no strand '{one.strand}'."),
            (
                "commitment",
                one.commitment is None or one.commitment in held,
                f"The strand '{one.strand}' has no commitment '{one.commitment}'.",
            ),
            ("owner", one.owner in agencies, f"There is no agency '{one.owner}'."),
            (
                "team",
                one.team is None or one.team in agencies.get(one.owner, set()),
                f"The agency '{one.owner}' has no team '{one.team}'.",
            ),
            ("group", one.group is None or one.group in groups, f"No group '{one.group}'."),
            (
                "parent",
                one.parent is None or (one.parent in codes and one.parent != one.code),
                f"There is no other project '{one.parent}'.",
            ),
        ]
        sentences = [(field, said) for field, is_right, said in wrong if not is_right]
        sentences += [("summary", said) for said in _numbers_in(one.summary, figures)]
        for field, sentence in sentences:
            file, line = pack.where_of("projects", index, field)
            yield Problem(file, line, sentence)


def _numbers_in(text: str, figures: set[str]) -> Iterator[str]:
    for code in TOKEN.findall(text):
        if code not in figures:
            yield f"The project has no figure '{code}'."


def _around(pack: Pack) -> Iterator[Problem]:
    frameworks = {one.code for one in pack.frameworks}
    projects = {one.code for one in pack.projects}
    groups = {one.code for one in pack.groups}
    for index, asked in enumerate(pack.consultations):
        if asked.framework not in frameworks:
            file, line = pack.where("consultations", index, "framework")
            yield Problem(file, line, f"There is no framework '{asked.framework}'.")
    for index, plan in enumerate(pack.external_plans):
        if plan.board and plan.board not in groups:
            file, line = pack.where("external_plans", index, "board")
            yield Problem(file, line, f"There is no group '{plan.board}'.")
        for number, each in enumerate(plan.lines):
            if each.project not in projects:
                file, line = pack.where("external_plans", index, "lines", number, "project")
                yield Problem(file, line, f"There is no project '{each.project}'.")
