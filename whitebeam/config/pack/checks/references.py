"""Every code that points at something points at something that is there."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.config.pack.schema.entry import Areas


@dataclass(frozen=True, slots=True)
class Reference:
    """A code written at a place, and what kind of thing it should name."""

    place: tuple[str | int, ...]
    code: str
    kind: str


def check(pack: Pack) -> Iterator[Problem]:
    """Find codes that name nothing."""
    known = {
        "area": {area.short for area in pack.areas},
        "agency": {agency.code for agency in pack.agencies},
        "service": {service.code for service in pack.services},
        "lot": {lot.code for lot in pack.lots},
        "queue": {queue.code for queue in pack.queues},
        "need": {need.code for need in pack.needs},
        "agreement": {agreement.code for agreement in pack.agreements},
        "characteristic": {one.code for one in pack.characteristics},
        "indicator": {one.code for one in pack.indicators},
        "group": {group.code for group in pack.groups},
    }
    for reference in _references(pack):
        if reference.code not in known[reference.kind]:
            section, *path = reference.place
            file, line = pack.where(str(section), *path)
            yield Problem(file, line, _unknown(reference, known[reference.kind]))
    yield from _teams(pack)


def _unknown(reference: Reference, known: set[str]) -> str:
    near = difflib.get_close_matches(reference.code, sorted(known), n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no {reference.kind} '{reference.code}'.{hint}"


def _references(pack: Pack) -> Iterator[Reference]:
    for index, contact in enumerate(pack.partnership.escalation):
        yield Reference(("partnership", "escalation", index), contact.agency, "agency")
    for index, agency in enumerate(pack.agencies):
        yield from _areas(("agencies", index, "areas"), agency.areas)
    for index, agreement in enumerate(pack.agreements):
        for number, party in enumerate(agreement.parties):
            place = ("agreements", index, "parties", number)
            yield Reference(place, party.agency, "agency")
    yield from _of_directory(pack)
    yield from _of_work(pack)
    yield from _of_marac(pack)
    yield from _of_figures(pack)


def _of_directory(pack: Pack) -> Iterator[Reference]:
    for index, group in enumerate(pack.groups):
        if group.parent:
            yield Reference(("groups", index, "parent"), group.parent, "group")
    for index, lot in enumerate(pack.lots):
        yield from _areas(("lots", index, "areas"), lot.areas)
        yield Reference(("lots", index, "provider"), lot.provider, "agency")
    for index, service in enumerate(pack.services):
        yield from _areas(("services", index, "areas"), service.areas)
        yield Reference(("services", index, "provider"), service.provider, "agency")
        yield from _each(("services", index, "eligibility"), service.eligibility.needs, "need")
        yield from _each(("services", index, "lot"), _if_any(service.lot), "lot")


def _of_work(pack: Pack) -> Iterator[Reference]:
    for index, queue in enumerate(pack.queues):
        yield Reference(("queues", index, "agency"), queue.agency, "agency")
        yield from _each(("queues", index, "service"), _if_any(queue.service), "service")
    for index, rule in enumerate(pack.routing):
        yield from _each(("routing", index, "when", "area"), rule.when.area, "area")
        yield from _each(("routing", index, "when", "need"), rule.when.need, "need")
        yield Reference(("routing", index, "queue"), rule.queue, "queue")
    for section, settings in (("clocks", pack.clocks), ("thresholds", pack.thresholds)):
        for index, setting in enumerate(settings):
            yield from _each((section, index, "area"), _if_any(setting.area), "area")


def _of_marac(pack: Pack) -> Iterator[Reference]:
    for index, panel in enumerate(pack.marac_panels):
        place = ("marac_panels", index)
        yield Reference((*place, "area"), panel.area, "area")
        yield Reference((*place, "agreement"), panel.agreement, "agreement")
        for role in ("coordinated_by", "chaired_by", "advocated_by"):
            yield from _each((*place, role), _if_any(getattr(panel, role)), "agency")
        yield from _each((*place, "members"), panel.members, "agency")


def _of_figures(pack: Pack) -> Iterator[Reference]:
    for index, one in enumerate(pack.indicators):
        yield from _each(("indicators", index, "owners"), one.owners, "agency")
        yield from _each(("indicators", index, "whole_code"), _if_any(one.whole_code), "indicator")
        yield from _each(("indicators", index, "breakdowns"), one.breakdowns, "characteristic")
    for index, figure in enumerate(pack.published_figures):
        place = ("published_figures", index, "indicator")
        yield from _each(place, _if_any(figure.indicator), "indicator")
    for index, project in enumerate(pack.projects):
        yield from _each(("projects", index, "indicators"), project.indicators, "indicator")
        for number, told in enumerate(project.figures):
            figures = ("projects", index, "figures", number)
            yield from _each(figures, _if_any(told.indicator), "indicator")


def _areas(place: tuple[str | int, ...], areas: Areas) -> Iterator[Reference]:
    if areas != "everywhere":
        yield from _each(place, areas, "area")


def _each(place: tuple[str | int, ...], codes: Iterable[str], kind: str) -> Iterator[Reference]:
    for number, code in enumerate(codes):
        yield Reference((*place, number), code, kind)


def _if_any(code: str | None) -> tuple[str, ...]:
    return (code,) if code else ()


def _teams(pack: Pack) -> Iterator[Problem]:
    teams = {agency.code: {team.code for team in agency.teams} for agency in pack.agencies}
    for index, queue in enumerate(pack.queues):
        if queue.team and queue.team not in teams.get(queue.agency, {queue.team}):
            file, line = pack.where("queues", index, "team")
            yield Problem(file, line, f"The agency '{queue.agency}' has no team '{queue.team}'.")
