"""Signing in by password and second step."""

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from tests.factories import MembershipFactory
from tests.roles import as_role
from whitebeam.accounts.tests.world import a_worker, current_code, give_password, is_signed_in

pytestmark = pytest.mark.django_db


def give_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_asks_for_a_password_and_then_a_code(client):
    worker = a_worker()

    first = give_password(client, worker.email)
    assert first.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    give_code(client, current_code())
    assert is_signed_in(client)
    assert UserSession.objects.filter(user=worker).count() == 1


def test_returns_to_the_page_that_was_asked_for(client):
    worker = a_worker()

    give_password(client, worker.email, next=reverse("usersessions_list"))
    response = give_code(client, current_code())

    assert response.url == reverse("usersessions_list")


def test_the_session_gets_a_new_name_at_sign_in(client):
    worker = a_worker()
    give_password(client, worker.email)
    before = client.session.session_key

    give_code(client, current_code())

    assert client.session.session_key != before


def test_a_code_works_once(client, client_two):
    worker = a_worker()
    code = current_code()
    give_password(client, worker.email)
    give_code(client, code)

    give_password(client_two, worker.email)
    response = give_code(client_two, code)

    assert response.status_code == 422
    assert not is_signed_in(client_two)


@pytest.fixture
def client_two():
    from tests.browser import Client

    return Client()


def test_a_wrong_password_says_so_beside_nothing_else(client):
    worker = a_worker()

    response = give_password(client, worker.email, "wrong")

    assert response.status_code == 422
    assert "Your e-mail address or password is not right" in response.content.decode()


@pytest.mark.parametrize("name", ["is_active", "may_use_password"])
def test_refuses_a_user_who_may_not_in_the_same_words(client, name):
    worker = a_worker()
    setattr(worker, name, False)
    with as_role("wb_bulk"):
        worker.save()

    response = give_password(client, worker.email)

    assert response.status_code == 422
    assert not is_signed_in(client)


def test_says_what_is_missing_and_links_it_to_its_field(client):
    response = client.post(reverse("account_login"), {"login": "", "password": ""})

    page = response.content.decode()
    assert 'href="#id_login"' in page
    assert "Enter your password" in page


def test_nobody_signs_themselves_up(client):
    assert client.get("/account/signup/").status_code == 404


def test_an_unknown_user_may_not_use_the_second_step(client):
    assert client.get(reverse("mfa_authenticate")).url == reverse("account_login")


def test_a_user_without_a_second_step_is_led_to_one_first(client):
    client.force_login(MembershipFactory(user__second_factor=False).user)

    response = client.get(reverse("usersessions_list"))

    assert response.url == reverse("mfa_index")
    assert "Add a second step before you go on" in client.get(response.url).content.decode()


def test_sign_out_asks_the_browser_to_forget(client):
    worker = a_worker()
    client.force_login(worker)

    response = client.post(reverse("account_logout"))

    assert "storage" in response.headers["Clear-Site-Data"]
    assert not is_signed_in(client)
