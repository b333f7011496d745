"""What Whitebeam counts itself: the definition is the function's own, and nobody else may count."""

from datetime import datetime

import pytest
from django.db import connection

from tests.referral_builders import a_sent_referral
from tests.roles import as_role
from whitebeam.indicators.models import Figure, Return
from whitebeam.indicators.rules.counted import COUNTED
from whitebeam.indicators.services import computing, returning
from whitebeam.indicators.tests.desk import NOON, PERIOD, Desk, IndicatorFactory
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.referrals.models import Referral

pytestmark = pytest.mark.django_db
IN_JUNE = datetime(2026, 6, 30, 23, 59, tzinfo=LONDON)
IN_JULY = datetime(2026, 7, 1, 0, 1, tzinfo=LONDON)


def counts_of(function, *, by):
    with acting(Acting.user(by.pk)), connection.cursor() as cursor:
        cursor.execute(
            f"select part, whole from {function}(%s, %s)", [PERIOD.starts_on, PERIOD.ends_on]
        )
        return cursor.fetchall()


@pytest.mark.parametrize("name", COUNTED)
def test_each_function_carries_the_definition_of_the_book(name):
    with connection.cursor() as cursor:
        cursor.execute(
            "select obj_description(to_regprocedure(%s))", [f"{COUNTED[name].function}(date,date)"]
        )
        assert cursor.fetchone()[0] == COUNTED[name].definition


@pytest.mark.parametrize("name", COUNTED)
def test_each_function_counts_for_a_keeper_alone(desk, name):
    a_sent(IN_JUNE)

    others = counts_of(COUNTED[name].function, by=desk.reader)

    assert all(not part and not whole for part, whole in others)


def a_sent(at, **changed):
    referral = a_sent_referral()
    with as_role("wb_bulk"):
        Referral.objects.filter(pk=referral.pk).update(sent_at=at, **changed)
    return referral


def test_a_referral_counts_in_the_quarter_in_which_it_was_sent(desk):
    a_sent(IN_JUNE)
    a_sent(IN_JULY)
    a_sent(IN_JUNE, state=Referral.State.RECALLED)

    assert counts_of("sec.count_referrals_sent", by=desk.keeper) == [(1, None)]


def test_the_return_of_the_team_is_filled_from_records(desk):
    IndicatorFactory(code="WB", by_area=True, computed="referrals-sent", owners=[desk.team])
    a_sent(IN_JUNE, area=desk.areas[0])
    a_sent(IN_JUNE)
    owner = _computed(desk)

    with acting(Acting.user(desk.keeper.pk)):
        computing.count_from_records(owner.pk, by=desk.keeper, at=NOON)

        found = {
            f.area and f.area.name: int(f.numerator) for f in Figure.objects.filter(owner=owner)
        }
        assert found == {None: 2, "Ashford": 1, "Dover": 0}
        returning.send(owner.pk, by=desk.keeper, at=NOON)
    with acting(Acting.user(desk.second.pk)):
        assert returning.sign(owner.pk, by=desk.second, at=NOON).state == Return.State.SIGNED


def test_what_nothing_here_counts_is_refused(desk):
    IndicatorFactory(computed="phases-of-the-moon", owners=[desk.team])
    owner = _computed(desk)

    with acting(Acting.user(desk.keeper.pk)), pytest.raises(Refused, match="Nothing here counts"):
        computing.count_from_records(owner.pk, by=desk.keeper, at=NOON)


def test_a_return_of_a_partner_is_not_counted_here(desk):
    owner = desk.opened()

    with acting(Acting.user(desk.keeper.pk)), pytest.raises(Refused, match="not open any more"):
        computing.count_from_records(owner.pk, by=desk.keeper, at=NOON)


def _computed(desk: Desk) -> Return:
    with acting(Acting.user(desk.keeper.pk)):
        returning.open_returns(PERIOD, at=NOON, by=desk.keeper)
        return Return.objects.get(agency=desk.team, is_computed=True)
