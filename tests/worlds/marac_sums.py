"""What is counted across the cases of a random world: who shared, and what the steering group sees.

The judge counts again, in the smallest way; the rows of the ledger are written past the walls.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from tests.roles import as_role
from tests.worlds.building import NOON, Built
from tests.worlds.marac import Marac
from tests.worlds.marac_rows import Rows
from whitebeam.marac import models

GUARDING = {"GUARD_RECORDS"}
COUNTING = {"COORDINATE_MARAC", "VIEW_MARAC_FIGURES"}
SINCE, UNTIL = NOON - timedelta(days=30), NOON + timedelta(days=30)
# The agency that coordinates the one panel of a world, and refers every case of it.
COORDINATOR = 0


@dataclass(frozen=True)
class Receipt:
    """One thing of a case that an agency gave and another received."""

    case: int
    controller: int
    receiver: int
    agreement: int | None
    is_emergency: bool
    is_late: bool
    is_within: bool


def receipts_of(seed: int, marac: Marac) -> tuple[Receipt, ...]:
    dice, agencies = random.Random(f"sums {seed}"), range(len(marac.of.agencies))
    return tuple(
        Receipt(
            *(number, giver, receiver, dice.choice((None, 0, 1))),
            is_emergency=is_emergency,
            is_late=is_late,
            is_within=dice.random() < 0.9,
        )
        for number, case in enumerate(marac.cases)
        for giver in sorted({item.agency for item in case.items})
        for is_emergency, is_late in [(dice.random() < 0.3, dice.random() < 0.3)]
        for receiver in agencies
        if receiver != giver and dice.random() < 0.6
    )


def heard_in(marac: Marac) -> tuple[Receipt, ...]:
    """Return who heard what was said, which the rows of a world hold already: in an emergency."""
    return tuple(
        Receipt(number, said.agency, agency, None, is_emergency=True, is_late=False, is_within=True)
        for number, case in enumerate(marac.cases)
        for said in case.said
        for agency in said.heard
    )


def write(receipts: tuple[Receipt, ...], marac: Marac, built: Built, rows: Rows) -> None:
    """Write the ledger of a world: one line a giver and case, and each of its receivers."""
    cases = {number: pk for pk, number in rows.cases.items()}
    items = {
        (number, marac.cases[number].items[place].agency): pk
        for pk, (number, place) in rows.items.items()
    }
    lines: dict = {}
    with as_role("wb_bulk"):
        for one in receipts:
            key = (one.case, one.controller)
            if key not in lines:
                lines[key] = models.Disclosure.objects.create(
                    case_id=cases[one.case], about_label="marac.ResearchItem",
                    about_id=items[key], controller=built.agencies[one.controller],
                    agreement=built.agreements[0], basis="PUBLIC_TASK", necessity="x",
                    proportionality="x", emergency_why="x" if one.is_emergency else None,
                    decided_by=built.users[0],
                    decided_at=NOON + timedelta(hours=1) if one.is_late else NOON,
                )  # fmt: skip
            models.Recipient.objects.create(
                disclosure=lines[key], case_id=cases[one.case],
                agency=built.agencies[one.receiver], at=NOON if one.is_within else UNTIL,
                agreement=None if one.agreement is None else built.agreements[one.agreement],
            )  # fmt: skip


def counts_sharing(marac: Marac, receipts: tuple[Receipt, ...], user: int) -> dict:
    """Return by giver and receiver: how often, how often without an agreement, how often late."""
    guarded, denied = marac.of.agencies_of(user, GUARDING), marac.denied(user)
    counted: dict = {}
    for one in receipts:
        mine = guarded & {one.controller, one.receiver, COORDINATOR}
        if mine and one.case not in denied and one.is_within:
            sums = counted.setdefault((one.controller, one.receiver), Counter())
            sums.update(shared=1, bare=one.agreement is None, late=one.is_late)
    told = ("shared", "bare", "late")
    return {way: tuple(sums[what] for what in told) for way, sums in counted.items()}


def lacks(marac: Marac, receipts: tuple[Receipt, ...], user: int) -> set[int]:
    """Return the cases of which a guardian is shown a receipt to look at."""
    guarded, denied = marac.of.agencies_of(user, GUARDING), marac.denied(user)
    return {
        one.case
        for one in receipts
        if guarded & {one.controller, one.receiver, COORDINATOR}
        and one.case not in denied
        and one.is_within
        and (one.agreement is None or one.is_late)
    }


def counts_cases(marac: Marac, user: int) -> int:
    """Return how many cases stand in the sums that a user is given; none without the duty."""
    return len(marac.open_to(user)) if marac.of.agencies_of(user, COUNTING) else 0


def counts_asked(marac: Marac, user: int) -> Counter:
    """Return how often each agency was asked, in those cases."""
    counting = bool(marac.of.agencies_of(user, COUNTING))
    return Counter(
        request.agency
        for _, case in marac.open_to(user)
        for request in case.requests
        if counting and not request.is_withdrawn
    )
