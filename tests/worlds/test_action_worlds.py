"""Actions on random worlds: judge, policy and wall agree, and would not without any one clause."""

import os
import re

import pytest
from django.db import connection

from tests.roles import as_role
from tests.worlds.actions import build_actions, sees_actions, world
from tests.worlds.building import build
from tests.worlds.test_access_worlds import seen_raw
from whitebeam.actions import policy
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

SEEDS = range(int(os.environ.get("WHITEBEAM_WORLDS", "30")))
MOST_WORLDS = 40
# Each clause of the policy of reading, as the catalogue writes it.
CLAUSES = {
    "those who do it": r"\(owner_agency_id = ANY \(\( SELECT sec\.agencies_with\([^)]*\)[^)]*\)"
    r"::uuid\[\]\)\)",
    "those who chase it": r"\(kept_by_id = ANY \(\( SELECT sec\.agencies_with\([^)]*\)[^)]*\)"
    r"::uuid\[\]\)\)",
    "the named owner": r"\(owner_id = \( SELECT sec\.me\(\) AS me\)\)",
    "the raiser": r"\(raised_by_id = \( SELECT sec\.me\(\) AS me\)\)",
}


def noticed(seed, today):
    """Yield for each user what the wall shows, what the policy shows, and what the judge says."""
    of, actions = world(seed, today=today)
    built = build(of)
    rows = build_actions(actions, built)
    numbers = {row.pk: number for number, row in enumerate(rows)}
    for number, user in enumerate(built.users):
        with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
            wall = {numbers[pk] for pk in seen_raw("actions_action")}
            policed = {numbers[pk] for pk in policy.visible_to(user).values_list("pk", flat=True)}
        yield wall, policed, sees_actions(of, actions, number)


@pytest.mark.parametrize("seed", SEEDS)
def test_wall_and_policy_agree_with_the_judge(seed, today):
    for wall, policed, judged in noticed(seed, today):
        assert wall == judged
        assert policed == judged


def disagree(today):
    return any(
        wall != judged for seed in range(MOST_WORLDS) for wall, _, judged in noticed(seed, today)
    )


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES)
def test_a_policy_without_it_is_noticed(clause, today):
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute(
            "select qual from pg_policies where tablename = 'actions_action'"
            " and policyname = 'wb_app_select'"
        )
        whole = cursor.fetchone()[0]
        weaker = re.sub(clause, "(id is null)", whole)
        assert weaker != whole
        cursor.execute(f"alter policy wb_app_select on actions_action using ({weaker})")

    assert disagree(today)


def test_actions_without_the_bound_of_blocks_are_noticed(today):
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("drop policy wb_app_select_only_not_denied on actions_action")

    assert disagree(today)
