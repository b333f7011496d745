"""Nobody is left out: every district has a provider, every risk a clock, every referral a queue."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.config.pack.schema.directory import OFFERED
from whitebeam.config.pack.schema.entry import RISKS, Areas
from whitebeam.config.pack.schema.partners import PurposeCode


def check(pack: Pack) -> Iterator[Problem]:
    """Find districts, risks and purposes that the pack leaves out."""
    yield from _districts(pack)
    yield from _providers(pack)
    yield from _clocks(pack)
    yield from _receivers(pack)
    yield from _purposes(pack)
    yield from _standing(pack)


def serves(areas: Areas, area: str) -> bool:
    """Say whether these areas include this one."""
    return areas == "everywhere" or area in areas


def _districts(pack: Pack) -> Iterator[Problem]:
    covered = Counter(area for lot in pack.lots for area in lot.areas)
    for index, area in enumerate(pack.areas):
        file, line = pack.where("areas", index)
        if pack.lots and not covered[area.short]:
            yield Problem(file, line, f"{area.name} is in no lot. Add it to one in lots.yaml.")
        if covered[area.short] > 1:
            yield Problem(file, line, f"{area.name} is in more than one lot. Leave it in one.")


def _providers(pack: Pack) -> Iterator[Problem]:
    served = {agency.code: agency.areas for agency in pack.agencies}
    for index, lot in enumerate(pack.lots):
        for number, area in enumerate(lot.areas):
            if not serves(served.get(lot.provider, "everywhere"), area):
                file, line = pack.where("lots", index, "areas", number)
                sentence = f"The provider '{lot.provider}' does not serve '{area}' (agencies.yaml)."
                yield Problem(file, line, sentence)


def _clocks(pack: Pack) -> Iterator[Problem]:
    for index, queue in enumerate(pack.queues):
        for risk in RISKS:
            if risk not in queue.clocks:
                file, line = pack.where("queues", index, "clocks")
                yield Problem(file, line, f"The queue '{queue.code}' has no clock for {risk}.")


def _receivers(pack: Pack) -> Iterator[Problem]:
    receivers = {
        party.agency
        for agreement in pack.agreements
        for party in agreement.parties
        if party.receives
    }
    for index, queue in enumerate(pack.queues):
        if pack.agreements and queue.agency not in receivers:
            file, line = pack.where("queues", index, "agency")
            sentence = f"No agreement lets '{queue.agency}' receive. Add it in agreements.yaml."
            yield Problem(file, line, sentence)


def _purposes(pack: Pack) -> Iterator[Problem]:
    named = {purpose.code for purpose in pack.purposes}
    for code in get_args(PurposeCode):
        if code not in named:
            file, _ = pack.where("purposes")
            yield Problem(file, 1, f"The purpose {code} has no words. Add it.")


def _standing(pack: Pack) -> Iterator[Problem]:
    offered = {one.code for one in pack.services if one.status in OFFERED}
    for index, queue in enumerate(pack.queues):
        if queue.service and queue.service not in offered:
            file, line = pack.where("queues", index, "service")
            yield Problem(file, line, f"The service '{queue.service}' is not running.")
    invented = {agency.code for agency in pack.agencies if agency.invented}
    for section, holders in _holders(pack):
        for index, holder in enumerate(holders):
            if holder in invented:
                file, line = pack.where(section, index)
                sentence = f"'{holder}' is invented, and left out without the demonstration: "
                yield Problem(file, line, sentence + "nothing can stand on it.")


def _holders(pack: Pack) -> Iterator[tuple[str, list[str]]]:
    yield "queues", [queue.agency for queue in pack.queues]
    yield "lots", [lot.provider for lot in pack.lots]
    yield "services", [service.provider for service in pack.services]
