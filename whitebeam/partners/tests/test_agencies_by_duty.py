"""Walls that ask by duty: which agencies, and that nobody can say it for themselves."""

import pytest
from django.db import connection, transaction

from tests.factories import AgencyFactory, MembershipFactory, UserFactory, worker_at
from whitebeam.kernel.context import Acting, acting
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


def agencies_with(duties):
    with connection.cursor() as cursor:
        cursor.execute("select sec.agencies_with(%s)", [duties])
        return set(cursor.fetchone()[0])


def test_names_the_agencies_where_the_user_has_one_of_the_duties():
    user = UserFactory()
    one, other, neither = AgencyFactory(), AgencyFactory(), AgencyFactory()
    MembershipFactory(user=user, agency=one, duties=[Duty.RESEARCH_MARAC])
    MembershipFactory(user=user, agency=other, duties=[Duty.CHAIR_MARAC, Duty.REFER])
    MembershipFactory(user=user, agency=neither, duties=[Duty.REFER])

    with acting(Acting.user(user.pk)):
        assert agencies_with("RESEARCH_MARAC,CHAIR_MARAC") == {one.pk, other.pk}
        assert agencies_with("COORDINATE_MARAC") == set()


def test_a_stopped_agency_counts_for_nothing():
    stopped = AgencyFactory(status="STOPPED")
    user = worker_at(stopped, Duty.RESEARCH_MARAC)

    with acting(Acting.user(user.pk)):
        assert agencies_with("RESEARCH_MARAC") == set()


def test_what_somebody_else_was_found_to_be_is_not_remembered():
    one, other = AgencyFactory(), AgencyFactory()
    first, second = worker_at(one, Duty.CHAIR_MARAC), worker_at(other, Duty.CHAIR_MARAC)

    with transaction.atomic():
        with acting(Acting.user(first.pk)):
            assert agencies_with("CHAIR_MARAC") == {one.pk}
        with acting(Acting.user(second.pk)):
            assert agencies_with("CHAIR_MARAC") == {other.pk}


def test_a_set_that_the_page_writes_itself_is_not_believed():
    mine, others = AgencyFactory(), AgencyFactory()
    user = worker_at(mine, Duty.CHAIR_MARAC)
    forged = "0" * 64 + f'[{{"at": "{others.pk}", "as": ["CHAIR_MARAC"]}}]'

    with acting(Acting.user(user.pk)):
        with connection.cursor() as cursor:
            cursor.execute("select set_config('wb.set_works', %s, true)", [forged])
        assert agencies_with("CHAIR_MARAC") == {mine.pk}
