"""Duties count while the membership, the user and the agency do."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import AgencyFactory, MembershipFactory, UserFactory, worker_at
from whitebeam.partners import policy
from whitebeam.partners.models import Agency, Duty

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_a_worker_has_the_duties_of_the_membership():
    agency = AgencyFactory()
    worker = worker_at(agency, Duty.REFER)

    assert list(policy.agencies_where(worker, Duty.REFER)) == [agency]
    assert not policy.has_duty(worker, Duty.GUARD_RECORDS)
    assert policy.duties_of(worker) == {Duty.REFER}


@pytest.mark.parametrize(
    ("starts", "ends", "in_force"),
    [
        (0 * DAY, None, True),
        (DAY, None, False),
        (-9 * DAY, 0 * DAY, True),
        (-9 * DAY, -DAY, False),
    ],
    ids=["first day", "day before", "last day", "day after"],
)
def test_a_membership_counts_from_its_first_day_to_its_last(starts, ends, in_force):
    today = timezone.localdate()
    worker = worker_at(
        AgencyFactory(),
        Duty.REFER,
        starts_on=today + starts,
        ends_on=None if ends is None else today + ends,
    )

    assert policy.has_duty(worker, Duty.REFER) is in_force


@pytest.mark.parametrize("status", [Agency.Status.STOPPED, Agency.Status.ENDED])
def test_nobody_has_a_duty_at_an_agency_that_is_not_active(status):
    worker = worker_at(AgencyFactory(status=status), Duty.REFER)

    assert not policy.has_duty(worker, Duty.REFER)


def test_a_user_who_ended_has_no_duty():
    user = UserFactory(is_active=False)
    MembershipFactory(user=user, duties=[Duty.REFER], starts_on=date(2020, 1, 1))

    assert not policy.has_duty(user, Duty.REFER)
