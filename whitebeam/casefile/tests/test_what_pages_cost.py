"""How many statements each main page may ask, however much is on it.

A page's time goes with the number of its questions more than with anything else (docs/figures.md).
"""

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import WORKING, a_person
from tests.referral_builders import a_queue, a_sent_referral
from whitebeam.partners.models import Duty
from whitebeam.referrals.tests.desk import TRIAGE, queries_of

pytestmark = pytest.mark.django_db
# Session, user, work, the day's agreements, notices and the transaction's own are in each of these.
SENDING = (Duty.REFER, Duty.VIEW_OWN_REFERRALS)


def budgeted(client, address, *, most):
    asked = queries_of(client, address)

    assert asked <= most, f"{address} asked {asked} times"


@pytest.mark.parametrize(
    ("address", "most"), [("/", 15), ("/referrals/queue/", 11), ("/referrals/mine/", 8)]
)
def test_the_lists_of_triage(client, address, most):
    queue = a_queue()
    for _ in range(3):
        a_sent_referral(queue=queue)
    client.force_login(worker_at(queue.agency, *TRIAGE))

    budgeted(client, address, most=most)


def test_a_waiting_referral(client):
    queue = a_queue()
    referral = a_sent_referral(queue=queue)
    client.force_login(worker_at(queue.agency, *TRIAGE))

    budgeted(client, f"/referrals/held/{referral.pk}/", most=24)


@pytest.mark.parametrize(("address", "most"), [("/", 10), ("/referrals/sent/", 8)])
def test_the_lists_of_a_school(client, address, most):
    school = AgencyFactory()
    worker = worker_at(school, *SENDING)
    for _ in range(3):
        a_sent_referral(sender=school, by=worker)
    client.force_login(worker)

    budgeted(client, address, most=most)


def test_a_person_and_the_list_of_people(client):
    agency = AgencyFactory()
    person = a_person(agency)
    client.force_login(worker_at(agency, *WORKING))

    budgeted(client, "/people/", most=9)
    budgeted(client, f"/people/{person.pk}/", most=20)
