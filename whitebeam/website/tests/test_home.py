"""The public page: confirmed numbers, a way out, and no trace."""

from datetime import date

import pytest
from django.conf import settings

from tests.roles import as_role
from whitebeam.directory.models import Helpline

pytestmark = [pytest.mark.django_db, pytest.mark.urls("whitebeam.config.urls_public")]


@pytest.fixture(autouse=True)
def _as_the_public_site(settings):
    settings.MIDDLEWARE = settings.OPEN_MIDDLEWARE
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "OPTIONS": {"environment": "whitebeam.config.jinja.environment"}}
    ]
    with as_role("wb_bulk"):
        for name, number, confirmed in (("Sure line", "0800 000 0001", True), ("Odd", "1", False)):
            Helpline.objects.create(
                code=name.split()[0].lower(),
                name=name,
                number=number,
                is_confirmed=confirmed,
                checked_on=date(2026, 11, 1),
                sources="two places",
            )
    with as_role("wb_public"):
        yield


def test_shows_only_numbers_on_which_two_sources_agreed(client):
    page = client.get("/").content.decode()

    assert "0800 000 0001" in page
    assert "Odd" not in page


def test_sets_no_cookie_and_forbids_keeping_the_page(client):
    response = client.get("/")

    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] in {"no-referrer", settings.SECURE_REFERRER_POLICY}


def test_has_a_way_out_and_a_quiet_title(client):
    page = client.get("/").content.decode()

    assert "<title>Local support" in page
    assert "Exit this page" in page
    assert "abuse" not in page.lower()
