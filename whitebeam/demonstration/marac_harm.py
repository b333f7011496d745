"""Invented cases in which one person causes harm, linked by whoever coordinates them."""

from collections import defaultdict
from itertools import pairwise
from uuid import UUID

from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac.models import CasePerson, HarmLink

LIKELY = 0.6
REASON = "The records are of one person: the name, the date of birth and the address agree."


def link_harm(rows: MaracRows, desk: Desk) -> None:
    """Link some of a panel's cases about one person who causes harm; others wait to be linked."""
    known: dict[UUID, list[CasePerson]] = defaultdict(list)
    for one in rows.rows[CasePerson]:
        if isinstance(one, CasePerson) and one.part == "PERPETRATOR" and one.person_id:
            known[one.person_id].append(one)
    for parts in known.values():
        for earlier, later in pairwise(sorted(parts, key=lambda one: one.case.referred_at)):
            _link(rows, desk, earlier, later)


def _link(rows: MaracRows, desk: Desk, earlier: CasePerson, later: CasePerson) -> None:
    case = later.case
    first, second = sorted((earlier, later), key=lambda one: one.pk)
    # Chance of its own, so that nothing else of the invented world depends on it.
    dice = Dice(desk.number, f"harm:{first.pk}:{second.pk}")
    if case.screened_at is None or not dice.chance(LIKELY):
        return
    rows.add(
        HarmLink, dice, case=first.case, about=first, other=second.case, other_about=second,
        is_sure=True, reason=REASON, by=desk.coordinator, at=case.screened_at,
    )  # fmt: skip
