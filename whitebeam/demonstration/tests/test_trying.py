"""Looking round with one click: as those made for it, and as nobody else."""

import pytest
from django.urls import reverse

from tests.browser import Client
from tests.factories import UserFactory
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.demonstration.load import load
from whitebeam.demonstration.tests.partnership import NOW, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody():
    make_partnership()
    with as_role("wb_bulk"):
        load(at=NOW, people=1, seed=3, say=lambda _line: None)
    return User.objects.filter(is_demonstration=True).order_by("email").first()


def test_lists_everyone_who_can_be_tried(client, somebody):
    page = client.get(reverse("demonstration:choose"))

    assert page.status_code == 200
    assert somebody.name in page.text
    assert page.text.count("<button><strong>") == User.objects.filter(is_demonstration=True).count()


def test_one_click_signs_in(client, somebody):
    response = client.post(reverse("demonstration:enter", args=[somebody.pk]))

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(somebody.pk)


def test_nobody_else_can_be_entered(client, somebody):
    other = UserFactory()

    response = client.post(reverse("demonstration:enter", args=[other.pk]))

    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_alone_signs_nobody_in(client, somebody):
    assert client.get(reverse("demonstration:enter", args=[somebody.pk])).status_code == 405


def test_another_site_cannot_sign_anybody_in(somebody):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(reverse("demonstration:enter", args=[somebody.pk])).status_code == 403


def test_shows_the_code_of_the_second_step_to_whoever_is_tried(client, somebody):
    client.post(reverse("demonstration:enter", args=[somebody.pk]))

    page = client.get(reverse("demonstration:choose"))

    assert "the code is" in page.text


def test_shows_no_code_to_a_real_worker(client, somebody):
    worker = UserFactory()
    client.force_login(worker)

    page = client.get(reverse("demonstration:choose"))

    assert "the code is" not in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_pages_refuse_by_themselves_while_it_is_off(client, settings, somebody, method):
    settings.DEMONSTRATION = False
    way = reverse("demonstration:choose")
    if method == "post":
        way = reverse("demonstration:enter", args=[somebody.pk])

    assert getattr(client, method)(way).status_code == 404
    assert "_auth_user_id" not in client.session
