"""MARAC in random worlds: its generator and its judge.

The judge says again who sees what of a case, in the smallest way, and shares no code with policy or
wall. What is seen is named by plain keys: a case's number, and what of it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.factories import LONG_AGO
from tests.worlds.generator import some_blocks
from tests.worlds.generator import world as plain_world
from tests.worlds.model import Block, Membership, World

DUTY_OF = {
    "COORDINATOR": "COORDINATE_MARAC",
    "CHAIR": "CHAIR_MARAC",
    "IDVA": "SUPPORT_VICTIMS",
    "RESEARCHER": "RESEARCH_MARAC",
    "REFERRER": "REFER_TO_MARAC",
}
EVERYONE = frozenset(DUTY_OF)
WORKING = EVERYONE - {"REFERRER"}
PEOPLE = ("VICTIM", "PERPETRATOR", "CHILD")
KINDS = ("PHONE", "ADDRESS")
# Whether a guest gave the code in this session, for how long that holds, and whether the access
# still stands.
ACCESSES = ("ENTERED", "ENTERED", "NOT_ENTERED", "ELSEWHERE", "LONG_AGO", "ENDED", "OVER")


@dataclass(frozen=True)
class Part:
    """An agency's part in a case, or that of one guest of it, who gave the code or did not."""

    agency: int
    capacity: str
    guest: int | None
    access: str
    agreement: int | None
    is_ended: bool
    is_over: bool


@dataclass(frozen=True)
class Request:
    agency: int
    about: frozenset[str]
    kinds: frozenset[str]
    is_withdrawn: bool


@dataclass(frozen=True)
class Item:
    agency: int
    about: str | None
    is_shared: bool


@dataclass(frozen=True)
class Said:
    """Something said at a meeting: by which agency, which others heard it, or a decision.

    The same stands in the minutes, there about somebody or the family.
    """

    agency: int
    about: str | None
    heard: frozenset[int]
    is_decision: bool


@dataclass(frozen=True)
class Case:
    referred_by: int
    referral: int | None
    people: dict[str, int | None]
    parts: tuple[Part, ...]
    requests: tuple[Request, ...]
    items: tuple[Item, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Marac:
    """A world, the cases in it, and the blocks on them."""

    of: World
    cases: tuple[Case, ...]
    blocks: tuple[Block, ...]

    def denied(self, user: int) -> set[int]:
        people, referrals = self.of.denied_people(user), self.of.denied_referrals(user)
        return {b.subject for b in self.blocks if self.of.hits(b, user)} | {
            number
            for number, case in enumerate(self.cases)
            if people & set(case.people.values()) or case.referral in referrals
        }

    def open_to(self, user: int) -> list[tuple[int, Case]]:
        denied = self.denied(user)
        return [(n, case) for n, case in enumerate(self.cases) if n not in denied]

    def held(self, case: Case, user: int, capacities: frozenset[str]) -> list[Part]:
        """Return the parts in a case that the user fills now in one of these capacities."""
        of = self.of
        return [
            p
            for p in case.parts
            if not (p.is_ended or p.is_over)
            and of.covers(p.agreement)
            and p.capacity in capacities
            and (
                p.agency in of.agencies_of(user, {DUTY_OF[p.capacity]})
                if p.guest is None
                else p.guest == user and of.active_users[user] and p.access == "ENTERED"
            )
        ]

    def sees_cases(self, user: int) -> set[int]:
        """Return the cases that the wall shows, guardians' and senders' among them."""
        guarded = self.of.agencies_of(user, {"GUARD_RECORDS"})
        return {
            number
            for number, case in self.open_to(user)
            if self.held(case, user, EVERYONE)
            or (case.referred_by == user and self.of.active_users[user])
            or any(
                p.agency in guarded
                and p.capacity == "COORDINATOR"
                and not (p.is_ended or p.is_over)
                and self.of.covers(p.agreement)
                for p in case.parts
            )
        }

    def works_on(self, user: int) -> set[int]:
        return {n for n, case in self.open_to(user) if self.held(case, user, WORKING)}

    def sees_people(self, user: int) -> set[tuple[int, str]]:
        return {
            (number, part)
            for number, case in self.open_to(user)
            for part in case.people
            for p in self.held(case, user, EVERYONE)
            if p.capacity != "RESEARCHER" or part in asked(case, p)
        }

    def sees_identifiers(self, user: int) -> set[tuple[int, str, str]]:
        return {
            (number, part, kind)
            for number, case in self.open_to(user)
            for part in case.people
            for kind in KINDS
            for p in self.held(case, user, EVERYONE)
            if p.capacity != "RESEARCHER" or kind in asked(case, p).get(part, ())
        }

    def sees_items(self, user: int) -> set[tuple[int, int]]:
        return {
            (number, place)
            for number, case in self.open_to(user)
            for place, item in enumerate(case.items)
            for p in self.held(case, user, WORKING)
            if (p.capacity == "RESEARCHER" and p.agency == item.agency)
            or (
                item.is_shared
                and (
                    p.capacity != "RESEARCHER" or item.about is None or item.about in asked(case, p)
                )
            )
        }

    def sees_said(self, user: int) -> set[tuple[int, int]]:
        return {
            (number, place)
            for number, case in self.open_to(user)
            for place, said in enumerate(case.said)
            for p in self.held(case, user, WORKING)
            if p.capacity in {"COORDINATOR", "CHAIR"}
            or said.is_decision
            or p.agency in said.heard | {said.agency}
        }

    def sees_facts(self, user: int) -> set[tuple[int, int]]:
        """Return what was said as the minutes hold it: the agency's own, and what it received."""
        return {
            (number, place)
            for number, case in self.open_to(user)
            for place, said in enumerate(case.said)
            for p in self.held(case, user, EVERYONE)
            if p.capacity in {"COORDINATOR", "CHAIR"}
            or p.agency == said.agency
            or (
                p.capacity != "REFERRER"
                and p.agency in said.heard
                and (
                    p.capacity != "RESEARCHER" or said.about is None or said.about in asked(case, p)
                )
            )
        }

    def sees_requests(self, user: int) -> set[tuple[int, int]]:
        return {
            (number, request.agency)
            for number, case in self.open_to(user)
            for request in case.requests
            if self.held(case, user, WORKING)
        }

    def answers(self, user: int) -> set[tuple[int, int]]:
        """Return the requests that stand and are the user's to answer."""
        return {
            (number, request.agency)
            for number, case in self.open_to(user)
            for request in case.requests
            for p in self.held(case, user, frozenset({"RESEARCHER"}))
            if p.agency == request.agency and not request.is_withdrawn
        }


def asked(case: Case, part: Part) -> dict[str, frozenset[str]]:
    """Return of whom an agency was asked in a case, each with the facts it was asked with."""
    return {
        about: request.kinds
        for request in case.requests
        if request.agency == part.agency and not request.is_withdrawn
        for about in request.about
    }


def world(seed: int, *, today) -> Marac:
    """Return a world whose users also work at a MARAC, and the cases in it."""
    of = plain_world(seed, today=today)
    dice = random.Random(f"marac {seed}")
    of = replace(of, memberships=of.memberships + tuple(_memberships(dice, of)))
    cases = tuple(_case(dice, of) for _ in range(dice.randint(2, 4)))
    blocks = some_blocks(dice, len(cases), len(of.active_users), len(of.agencies))
    return Marac(of, cases, tuple(blocks))


def _memberships(dice: random.Random, of: World) -> Iterator[Membership]:
    for user in range(len(of.active_users)):
        worked_at = {m.agency for m in of.memberships if m.user == user}
        free = [agency for agency in range(len(of.agencies)) if agency not in worked_at]
        if free:
            others = ("GUARD_RECORDS", "VIEW_MARAC_FIGURES")
            duties = dice.sample([*DUTY_OF.values(), *others], k=dice.randint(1, 2))
            yield Membership(user, dice.choice(free), None, frozenset(duties), LONG_AGO, None)


def _case(dice: random.Random, of: World) -> Case:
    agencies, users = range(len(of.agencies)), range(len(of.active_users))
    people = dice.sample(range(of.people), k=len(PEOPLE))
    requests = tuple(_request(dice, agency) for agency in agencies if dice.random() < 0.8)
    seats = dice.sample([(a, c) for a in agencies for c in sorted(EVERYONE)], k=dice.randint(4, 7))
    parts = [_part(dice, agency, capacity, None) for agency, capacity in seats]
    parts.append(_part(dice, dice.choice(agencies), "RESEARCHER", dice.choice(users)))
    return Case(
        referred_by=dice.choice(users),
        referral=dice.choice((None, dice.randrange(len(of.referrals)))),
        people={part: dice.choice((None, one)) for part, one in zip(PEOPLE, people, strict=True)},
        parts=tuple(parts),
        requests=requests,
        items=tuple(_item(dice, request.agency) for request in requests),
        said=tuple(_said(dice, agencies) for _ in range(3)),
    )


def _part(dice: random.Random, agency: int, capacity: str, guest: int | None) -> Part:
    return Part(
        agency, capacity, guest, dice.choice(ACCESSES), dice.choice((None, None, 0, 1)),
        is_ended=dice.random() < 0.15, is_over=dice.random() < 0.15,
    )  # fmt: skip


def _request(dice: random.Random, agency: int) -> Request:
    return Request(
        agency,
        frozenset(dice.sample(PEOPLE, k=dice.randint(1, 3))),
        frozenset(dice.sample(KINDS, k=dice.randint(0, 2))),
        is_withdrawn=dice.random() < 0.2,
    )


def _said(dice: random.Random, agencies: range) -> Said:
    heard = dice.sample(agencies, k=dice.randint(0, len(agencies) - 1))
    return Said(
        dice.choice(agencies), dice.choice((None, *PEOPLE)), frozenset(heard),
        is_decision=dice.random() < 0.2,
    )  # fmt: skip


def _item(dice: random.Random, agency: int) -> Item:
    return Item(agency, dice.choice((None, *PEOPLE)), is_shared=dice.random() < 0.7)
