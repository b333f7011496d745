"""Actions in random worlds: their generator, their judge, and their rows.

The judge says again who sees an action, in the smallest way, and shares no code with policy or wall.
"""

import random
from dataclasses import dataclass, replace
from uuid import uuid4

from tests.factories import LONG_AGO
from tests.roles import as_role
from tests.worlds.building import NOON, Built
from tests.worlds.generator import world as plain_world
from tests.worlds.model import Membership, World
from whitebeam.actions import models

DOING = {"DO_ACTIONS", "RESEARCH_MARAC"}
CHASING = {"CHASE_ACTIONS", "COORDINATE_MARAC"}


@dataclass(frozen=True)
class Action:
    owner_agency: int
    owner: int | None
    kept_by: int
    raised_by: int
    raised_for: int
    people: tuple[int, ...]


def world(seed: int, *, today) -> tuple[World, tuple[Action, ...]]:
    """Return a world whose users also do and chase actions, and the actions in it."""
    of = plain_world(seed, today=today)
    dice = random.Random(f"actions {seed}")
    more = tuple(_memberships(dice, of))
    return replace(of, memberships=of.memberships + more), tuple(_actions(dice, of))


def sees_actions(of: World, actions: tuple[Action, ...], user: int) -> set[int]:
    doing, chasing = of.agencies_of(user, DOING), of.agencies_of(user, CHASING)
    working = {m.agency for m in of.works(user)}
    denied = of.denied_people(user)
    return {
        number
        for number, a in enumerate(actions)
        if (
            a.owner_agency in doing
            or a.kept_by in chasing
            or (a.owner == user and a.owner_agency in working)
            or (a.raised_by == user and a.raised_for in working)
        )
        and not denied & set(a.people)
    }


def build_actions(actions: tuple[Action, ...], built: Built) -> list[models.Action]:
    with as_role("wb_bulk"):
        return [_row(action, built) for action in actions]


def _row(action: Action, built: Built) -> models.Action:
    row = models.Action.objects.create(
        reference=f"A-{uuid4().hex[:8]}",
        text="Something to do",
        owner_agency=built.agencies[action.owner_agency],
        owner=None if action.owner is None else built.users[action.owner],
        kept_by=built.agencies[action.kept_by],
        raised_by=built.users[action.raised_by],
        raised_for=built.agencies[action.raised_for],
        raised_at=NOON,
        due_date=NOON.date(),
        once_key=uuid4(),
    )
    for person in action.people:
        models.ActionPerson.objects.create(action=row, person=built.people[person])
    return row


def _memberships(dice, of: World):
    for user in range(len(of.active_users)):
        worked_at = {m.agency for m in of.memberships if m.user == user}
        free = [agency for agency in range(len(of.agencies)) if agency not in worked_at]
        if free:
            duties = dice.sample(sorted(DOING | CHASING | {"MANAGE_AGENCY"}), k=dice.randint(0, 2))
            agency = dice.choice(free)
            yield Membership(user, agency, None, frozenset(duties), LONG_AGO, None)


def _actions(dice, of: World):
    users, agencies = len(of.active_users), len(of.agencies)
    for _ in range(dice.randint(4, 7)):
        yield Action(
            owner_agency=dice.randrange(agencies),
            owner=dice.choice((None, dice.randrange(users))),
            kept_by=dice.randrange(agencies),
            raised_by=dice.randrange(users),
            raised_for=dice.randrange(agencies),
            people=tuple(dice.sample(range(of.people), k=dice.randint(0, 2))),
        )
