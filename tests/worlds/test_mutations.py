"""The worlds are able to fail: without any one clause of the walls, some world disagrees.

Each clause is taken out inside the test's own transaction, so the next test has it back.
"""

import re

import pytest
from django.db import connection

from tests.roles import as_role
from tests.worlds.building import build
from tests.worlds.generator import world
from tests.worlds.model import CASE_DUTIES
from tests.worlds.test_access_worlds import seen_raw
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

MOST_WORLDS = 40
DENIED = r"\((?:\w+\.)?\w+ <> ALL \(\( SELECT sec\.{0}\(\) AS {0}\)::uuid\[\]\)\)"
COVERED = (
    r"\((?:\w+\.)?agreement_id = ANY \(\( SELECT sec\.agreements\(\) AS agreements\)::uuid\[\]\)\)"
)
POLICIES = {
    "a person who is denied": DENIED.format("people_denied"),
    "a referral that is denied": DENIED.format("referrals_denied"),
    "an agreement in force": COVERED,
    "an involvement that has ended": r"\(i\.ended_at IS NULL\)",
}
WORDS = {
    "a block against the user": ("r.user_id = who", "false"),
    "a block against a team": ("r.team_id = any(my_teams)", "false"),
    "people of a referral": ("p.person_id = any(people)", "false"),
    "an agency that was stopped": ("and a.status = 'ACTIVE'", ""),
    "a membership that has ended": ("m.ends_on >= today", "true"),
    "the last day of an agreement": ("and g.ends_on", "and date '2999-01-01'"),
}


def without_clause(pattern, tables="^(people|referrals)_"):
    """Take a clause out of every policy of reading that has it."""
    changed = 0
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute(
            "select tablename, policyname, qual from pg_policies"
            " where policyname = 'wb_app_select' and tablename ~ %s",
            [tables],
        )
        for table, policy, condition in cursor.fetchall():
            weaker = re.sub(pattern, "true", condition)
            if weaker != condition:
                cursor.execute(f"alter policy {policy} on {table} using ({weaker})")
                changed += 1
    assert changed


def without_words(words, instead, of="sec.prepare()"):
    """Take a condition out of a function on whose sets walls rest."""
    with as_role("wb_sec"), connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef(%s::regprocedure)", [of])
        body = cursor.fetchone()[0]
        assert words in body
        cursor.execute(body.replace(words, instead))


def disagree_on_names(of):
    """Return whether wall and judge differ about what hangs on a person in this world."""
    built = build(of)
    for number, user in enumerate(built.users):
        with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
            names = built.numbers("people", seen_raw("people_name", "person_id"))
        if names != of.sees_people(number, CASE_DUTIES):
            return True
    return False


def disagree(of):
    """Return whether wall and judge differ about anybody in this world."""
    built = build(of)
    for number, user in enumerate(built.users):
        with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
            people = built.numbers("people", seen_raw("people_person"))
            referrals = built.numbers("referrals", seen_raw("referrals_referral"))
        judged = of.sees_referrals(number, sending=CASE_DUTIES, holding=CASE_DUTIES)
        if (people, referrals) != (of.sees_people(number, CASE_DUTIES), judged):
            return True
    return False


@pytest.mark.parametrize("pattern", POLICIES.values(), ids=POLICIES)
def test_a_policy_without_it_is_noticed(pattern, today):
    without_clause(pattern)

    assert any(disagree(world(seed, today=today)) for seed in range(MOST_WORLDS))


@pytest.mark.parametrize("what", ["a person who is denied", "an involvement that has ended"])
def test_what_hangs_on_a_person_does_not_lean_on_her_own_wall(what, today):
    # The involvement it asks denies as well, so the clause goes from both; hers stays whole.
    without_clause(POLICIES[what], tables="^people_(name|involvement)$")

    assert any(disagree_on_names(world(seed, today=today)) for seed in range(MOST_WORLDS))


@pytest.mark.parametrize("change", WORDS.values(), ids=WORDS)
def test_a_function_without_it_is_noticed(change, today):
    without_words(*change)

    assert any(disagree(world(seed, today=today)) for seed in range(MOST_WORLDS))
