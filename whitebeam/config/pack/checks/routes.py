"""Routing rules: the last catches everything, each can be reached, every district has its own."""

from collections.abc import Collection, Iterator

from whitebeam.config.pack.checks.coverage import serves
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.config.pack.schema.entry import RISKS, Risk
from whitebeam.config.pack.schema.work import Conditions, RoutingRule


def check(pack: Pack) -> Iterator[Problem]:
    """Find dead ends, rules that can never apply, and districts that no rule places."""
    if not pack.routing or not pack.routing[-1].when.is_empty():
        file, line = pack.where("routing", len(pack.routing) - 1)
        sentence = "The last rule must have no 'when', so that it catches every referral."
        yield Problem(file, line, sentence)
    yield from _unreachable(pack)
    yield from _queues_nobody_reaches(pack)
    yield from _unplaced(pack)
    yield from _out_of_reach(pack)


def _unreachable(pack: Pack) -> Iterator[Problem]:
    for index, rule in enumerate(pack.routing):
        for earlier in pack.routing[:index]:
            if takes_all(earlier.when, rule.when):
                file, line = pack.where("routing", index)
                sentence = f"'{rule.code}' can never apply: '{earlier.code}' above takes it all."
                yield Problem(file, line, sentence)
                break


def takes_all(earlier: Conditions, later: Conditions) -> bool:
    """Say whether whatever fits the later conditions fits the earlier ones too."""
    return (
        _wider(earlier.area, later.area)
        and _wider(earlier.sex, later.sex)
        and _wider(earlier.risk, later.risk)
        and _wider(earlier.need, later.need)
        and _starts_before(earlier.age_min, later.age_min)
        and _ends_after(earlier.age_max, later.age_max)
    )


def _wider(earlier: Collection[str], later: Collection[str]) -> bool:
    return not earlier or (bool(later) and set(later) <= set(earlier))


def _starts_before(earlier: int | None, later: int | None) -> bool:
    return earlier is None or (later is not None and earlier <= later)


def _ends_after(earlier: int | None, later: int | None) -> bool:
    return earlier is None or (later is not None and earlier >= later)


def _queues_nobody_reaches(pack: Pack) -> Iterator[Problem]:
    reached = {rule.queue for rule in pack.routing}
    for index, queue in enumerate(pack.queues):
        if queue.code not in reached:
            file, line = pack.where("queues", index)
            yield Problem(file, line, f"No rule in routing.yaml leads to the queue '{queue.code}'.")


def _unplaced(pack: Pack) -> Iterator[Problem]:
    for index, area in enumerate(pack.areas):
        for risk in RISKS:
            if not any(_places(rule, area.short, risk) for rule in pack.routing[:-1]):
                file, line = pack.where("areas", index)
                sentence = f"No rule but the last places {area.name} at risk {risk}."
                yield Problem(file, line, f"{sentence} Add one in routing.yaml.")


def _places(rule: RoutingRule, area: str, risk: Risk) -> bool:
    when = rule.when
    narrow = when.sex or when.need or when.age_min is not None or when.age_max is not None
    return not narrow and area in (when.area or (area,)) and risk in (when.risk or (risk,))


def _out_of_reach(pack: Pack) -> Iterator[Problem]:
    served = {agency.code: agency.areas for agency in pack.agencies}
    holder = {queue.code: queue.agency for queue in pack.queues}
    for index, rule in enumerate(pack.routing):
        agency = holder.get(rule.queue, "")
        for number, area in enumerate(rule.when.area):
            if not serves(served.get(agency, "everywhere"), area):
                file, line = pack.where("routing", index, "when", "area", number)
                sentence = f"'{agency}', which holds the queue, does not serve '{area}'."
                yield Problem(file, line, sentence)
