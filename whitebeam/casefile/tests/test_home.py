"""The home page shows each worker what waits for her, and nobody else's work."""

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import REFERRING, a_queue, a_sent_referral
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db


def home_of(client, user):
    client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_triage_sees_what_waits(client):
    queue = a_queue()
    a_sent_referral(queue=queue)

    page = home_of(client, worker_at(queue.agency, Duty.TRIAGE_REFERRALS))

    assert "Waiting in your queue" in page
    assert "Wren" in page


def test_the_sender_sees_what_was_sent_and_may_refer(client):
    school = AgencyFactory()
    sender = worker_at(school, *REFERRING)
    a_sent_referral(by=sender, sender=school)

    page = home_of(client, sender)

    assert "Refer someone" in page
    assert "Waiting for triage" in page


def test_a_worker_elsewhere_sees_nothing_of_it(client):
    a_sent_referral()

    page = home_of(client, worker_at(AgencyFactory(), *REFERRING, Duty.TRIAGE_REFERRALS))

    assert "Wren" not in page
    assert "Nothing is waiting." in page
