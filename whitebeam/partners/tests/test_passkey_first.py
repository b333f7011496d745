"""Whoever reaches beyond their own cases shows a passkey before any page opens (AU-01)."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings
from django.urls import reverse

from tests.browser import PASSKEY_LONG_AGO
from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.accounts.models import KeptText
from whitebeam.accounts.tests.world import a_worker, sign_in
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import PASSKEY_DUTIES
from whitebeam.partners.tests.world import as_user

pytestmark = pytest.mark.django_db

ADD, SHOW = "/account/security/passkeys/add/", "/account/confirm/passkey/"
OTHERS = [duty for duty in Duty if duty not in PASSKEY_DUTIES]
CODE = {"method": "mfa", "type": "totp"}


def enter_with(client, user, *records):
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"at": time.time(), **each} for each in records]
    session.save()
    return client


def give_passkey(user):
    with as_role("wb_bulk"):
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})


def test_the_duties_are_those_that_security_names():
    assert set(PASSKEY_DUTIES) == {
        Duty.GUARD_RECORDS,
        Duty.CONFIGURE_PARTNERSHIP,
        Duty.COORDINATE_MATCHES,
        Duty.COORDINATE_MARAC,
        Duty.MANAGE_AGENCY,
    }


@pytest.mark.parametrize("duty", PASSKEY_DUTIES)
@pytest.mark.parametrize("page", ["/", "/notices/", "/account/security/", "/account/sessions/"])
def test_without_one_every_page_leads_to_adding_it(client, duty, page):
    response = enter_with(client, worker_at(AgencyFactory(), duty), CODE).get(page)

    assert response.url == ADD


def test_signing_in_with_a_code_lands_there(client):
    sign_in(client, a_worker(Duty.GUARD_RECORDS))

    assert client.get("/").url == ADD


def test_that_page_adds_it_and_leads_nowhere_else(client):
    page = enter_with(client, worker_at(AgencyFactory(), Duty.GUARD_RECORDS), CODE).get(ADD)

    assert page.status_code == 200
    assert "Your work needs a passkey" in page.text
    assert "Turn it on for this page" in page.text
    assert reverse("account_logout") in page.text
    for elsewhere in ("mfa_index", "usersessions_list", "notices:inbox", "guardian:home"):
        assert f'href="{reverse(elsewhere)}"' not in page.text


@pytest.mark.parametrize("duty", PASSKEY_DUTIES)
def test_a_code_does_not_stand_for_the_passkey_one_has(client, duty):
    user = worker_at(AgencyFactory(), duty)
    give_passkey(user)

    response = enter_with(client, user, CODE).get("/notices/")

    assert response.url == f"{SHOW}?next=%2Fnotices%2F"


@pytest.mark.parametrize("duty", PASSKEY_DUTIES)
def test_whoever_showed_it_in_this_session_goes_on(client, duty):
    user = worker_at(AgencyFactory(), duty)

    assert enter_with(client, user, PASSKEY_LONG_AGO).get("/notices/").status_code == 200


@pytest.mark.parametrize("duty", OTHERS)
def test_a_code_is_enough_for_everybody_else(client, duty):
    user = worker_at(AgencyFactory(), duty)

    assert enter_with(client, user, CODE).get("/notices/").status_code == 200


def test_a_providers_word_is_not_enough(client):
    user = worker_at(AgencyFactory(), Duty.MANAGE_AGENCY)

    response = enter_with(client, user, {"method": "provider_second_factor"}).get("/notices/")

    assert response.url == ADD


@pytest.mark.parametrize(("is_on", "status"), [(True, 200), (False, 302)])
def test_one_click_counts_only_while_there_is_a_demonstration(client, is_on, status):
    enter_with(client, worker_at(AgencyFactory(), Duty.GUARD_RECORDS), {"method": "demonstration"})

    with override_settings(DEMONSTRATION=is_on):
        assert client.get("/notices/").status_code == status


def test_what_was_typed_when_the_duty_came_is_kept(client):
    user = worker_at(AgencyFactory(), Duty.GUARD_RECORDS)

    enter_with(client, user, CODE).post("/refer/", {"words": "half a thought"})

    with as_user(user):
        assert KeptText.objects.get().address == "/refer/"
    assert client.session["after_set_up"] == "/account/kept/"
