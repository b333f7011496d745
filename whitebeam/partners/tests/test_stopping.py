"""The switch that stops an agency, and whoever works for none."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.browser import Client
from tests.factories import AgencyFactory, MembershipFactory, UserFactory, worker_at
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.services import agencies
from whitebeam.partners.tests.world import as_user, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def guardian():
    return worker_at(AgencyFactory(), Duty.GUARD_RECORDS)


def sign_in(user):
    client = Client()
    client.force_login(user)
    UserSession.objects.create(
        user=user, ip="192.0.2.1", session_key=client.session.session_key, user_agent="x"
    )
    return client


def stop(client, guardian, agency, **answers):
    address = f"/partnership/agencies/{agency.pk}/stop/"
    return enter(client, guardian).post(address, {"reason": "Breached"} | answers)


def test_everyone_is_out_at_the_next_request(client, guardian, agency):
    clients = [sign_in(worker_at(agency, Duty.REFER)) for _ in range(3)]
    began = time.monotonic()

    stop(client, guardian, agency)

    assert all(each.get("/account/sessions/").status_code == 302 for each in clients)
    assert time.monotonic() - began < 5


def test_nobody_opens_anything_who_signs_in_again(client, guardian, agency):
    worker = worker_at(agency, Duty.REFER)
    stop(client, guardian, agency)

    response = sign_in(worker).get("/account/sessions/")

    assert response.status_code == 403
    assert "You have no access now" in response.content.decode()


def test_it_works_again_when_it_is_let(client, guardian, agency):
    stop(client, guardian, agency)
    client.post(f"/partnership/agencies/{agency.pk}/start/", {"reason": "Mended"})

    assert sign_in(worker_at(agency, Duty.REFER)).get("/account/sessions/").status_code == 200


def test_a_reason_is_needed(client, guardian, agency):
    assert stop(client, guardian, agency, reason="").status_code == 422
    with as_user(guardian), pytest.raises(Refused):
        agencies.stop_agency(agency_id=agency.pk, reason=" ", by=guardian)
    with as_user(guardian), pytest.raises(Refused):
        agencies.start_agency(agency_id=agency.pk, reason=" ", by=guardian)


def test_nobody_stops_their_own_agency(client, guardian):
    own = Agency.objects.get(memberships__user=guardian)

    assert stop(client, guardian, own).status_code == 404


@pytest.mark.parametrize("duty", [Duty.MANAGE_AGENCY, Duty.TRIAGE_REFERRALS])
def test_only_a_guardian_or_the_partnership_team_stops(client, agency, duty):
    worker = worker_at(AgencyFactory(), duty)

    assert stop(client, worker, agency).status_code == 403
    with as_user(worker), pytest.raises(Refused):
        agencies.stop_agency(agency_id=agency.pk, reason="x", by=worker)


def test_the_list_offers_what_may_be_done(client, guardian, agency):
    page = enter(client, guardian).get("/partnership/agencies/").content.decode()

    assert page.count("/stop/") == 1


def test_somebody_who_works_nowhere_may_only_sign_out(client):
    client.force_login(UserFactory())

    assert client.get("/account/sessions/").status_code == 403
    assert client.post("/account/sign-out/").status_code == 302


def test_a_membership_that_ended_yesterday_opens_nothing(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    user = MembershipFactory(duties=[Duty.REFER], ends_on=yesterday).user
    client.force_login(user)

    assert client.get("/account/sessions/").status_code == 403


def test_one_of_several_agencies_is_acted_for(client):
    user, other = UserFactory(), AgencyFactory()
    first, second = (AgencyFactory(name=name) for name in ("A", "B"))
    for agency in (first, second):
        MembershipFactory(user=user, agency=agency, duties=[Duty.REFER])
    client.force_login(user)
    assert "Act for it" in client.get("/partnership/acting/").content.decode()

    assert client.post(f"/partnership/acting/{other.pk}/").status_code == 404
    client.post(f"/partnership/acting/{second.pk}/")
    client.post("/account/sign-out/")

    with as_role("wb_backup"):
        assert Entry.objects.get(verb="accounts.user.signed_out").agencies == [second.pk]
