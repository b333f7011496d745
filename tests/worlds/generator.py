"""Random small worlds, each from its own seed; the same seed makes the same world."""

import random
from datetime import date, timedelta

from tests.worlds.model import (
    CASE_DUTIES,
    Agency,
    Agreement,
    Assessment,
    Block,
    Involvement,
    Membership,
    Referral,
    World,
)

OTHER_DUTIES = {
    *("REFER", "MANAGE_AGENCY", "READ_LOCATION", "CONFIGURE_PARTNERSHIP"),
    *("ASSESS_RISK", "REFER_TO_MARAC", "RESEARCH_MARAC"),
}


def world(seed: int, *, today: date) -> World:
    dice = random.Random(f"world {seed}")
    agencies = tuple(Agency(is_active=dice.random() > 0.1) for _ in range(dice.randint(2, 4)))
    users = tuple(dice.random() > 0.1 for _ in range(dice.randint(3, 6)))
    agreements = tuple(_agreement(dice, today) for _ in range(2))
    people = dice.randint(3, 6)
    return World(
        today=today,
        agencies=agencies,
        active_users=users,
        memberships=tuple(_memberships(dice, len(users), len(agencies), today)),
        agreements=agreements,
        people=people,
        involvements=tuple(_involvements(dice, people, len(agencies))),
        person_blocks=tuple(some_blocks(dice, people, len(users), len(agencies))),
        referrals=(referrals := tuple(_referrals(dice, people, len(users), len(agencies)))),
        referral_blocks=tuple(some_blocks(dice, len(referrals), len(users), len(agencies))),
        assessments=tuple(_assessments(dice, people, len(agencies))),
    )


def _around(dice: random.Random, today: date) -> date:
    """A day near today, and today itself often: the boundary is where mistakes are."""
    return today + timedelta(days=dice.choice((-400, -1, 0, 0, 1, 400)))


def _agreement(dice: random.Random, today: date) -> Agreement:
    first, last = sorted((_around(dice, today), _around(dice, today)))
    return Agreement(first, last)


def _memberships(dice, users, agencies, today):
    for user in range(users):
        for agency in dice.sample(range(agencies), k=dice.choice((1, 1, 2))):
            starts, ends = sorted((_around(dice, today), _around(dice, today)))
            case = dice.sample(sorted(CASE_DUTIES), k=dice.randint(0, 3))
            other = dice.sample(sorted(OTHER_DUTIES), k=dice.randint(0, 2))
            yield Membership(
                user=user,
                agency=agency,
                team=dice.choice((None, agency)),
                duties=frozenset(case + other),
                starts_on=starts,
                ends_on=dice.choice((None, ends)),
            )


def _involvements(dice, people, agencies):
    for person in range(people):
        for agency in dice.sample(range(agencies), k=dice.randint(1, 2)):
            yield Involvement(
                person, agency, dice.choice((None, None, 0, 1)), is_ended=dice.random() < 0.2
            )


def some_blocks(dice, subjects, users, agencies):
    for subject in range(subjects):
        if dice.random() < 0.4:
            against = dice.choice(("user", "team", "agency"))
            whom = dice.randrange(users if against == "user" else agencies)
            yield Block(subject, against, whom, is_lifted=dice.random() < 0.2)


def _referrals(dice, people, users, agencies):
    for _ in range(dice.randint(2, 4)):
        sent_by, held_by = dice.sample(range(agencies), k=2)
        yield Referral(
            sent_by=sent_by,
            submitted_by=dice.randrange(users),
            held_by=held_by,
            agreement=dice.choice((None, None, 0, 1)),
            people=tuple(dice.sample(range(people), k=dice.randint(1, 2))),
        )


def _assessments(dice, people, agencies):
    for _ in range(dice.randint(2, 4)):
        victim, perpetrator, child = dice.sample(range(people), k=3)
        agency, other = dice.sample(range(agencies), k=2)
        yield Assessment(
            victim=victim,
            perpetrator=dice.choice((None, perpetrator)),
            child=dice.choice((None, child)),
            agency=agency,
            shared_with=dice.choice((None, other)),
            agreement=dice.choice((0, 1)),
            sharing_is_ended=dice.random() < 0.2,
        )
