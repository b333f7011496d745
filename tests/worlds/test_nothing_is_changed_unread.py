"""Whoever may change a row may read it: an update without a condition counts nothing hidden.

PostgreSQL asks the rules of reading of an update only if it names a column to find its rows, so a
rule of changing that is wider than that of reading would tell how many hidden rows there are.
"""

import pytest

from tests.factories import worker_at
from tests.worlds import actions, plain_sql
from tests.worlds.building import build
from tests.worlds.hidden_case import Variant, a_shared_world, block, make_the_case
from tests.worlds.marac import world
from tests.worlds.marac_rows import build_cases
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


# The service coordinates the case and is kept from it; the school is not.
VARIANT = Variant("the whole service", "service", tuple(Duty), "agency")


def test_in_a_world_where_everything_hangs_on_one_case():
    shared = a_shared_world(VARIANT)
    block(make_the_case(shared, VARIANT), shared, VARIANT)
    workers = [
        worker_at(agency, duty) for agency in (shared.school, shared.service) for duty in Duty
    ]

    assert {
        worker.name: wider
        for worker in (*workers, shared.u)
        if (wider := plain_sql.rows_changed_unread(worker))
    } == {}


@pytest.mark.parametrize("seed", range(6))
def test_in_random_worlds(seed, today):
    marac = world(seed, today=today)
    built = build(marac.of)
    build_cases(marac, built)
    actions.build_actions(actions.world(seed, today=today)[1], built)

    for user in built.users:
        assert plain_sql.rows_changed_unread(user) == {}
