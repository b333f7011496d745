"""What a page that stays open asks: words to think of again, and what kept answers call for."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.browser import Client
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.accounts.models import KeptText
from whitebeam.audit.models import Entry
from whitebeam.partners.models import Duty
from whitebeam.risk import policy
from whitebeam.risk.rules.contents import Page
from whitebeam.risk.tests.desk import Desk

pytestmark = pytest.mark.django_db

TYPED = "They have a volatile relationship. She said “it was mutual abuse”."
BY_ITSELF = {"X-Asked-By-Itself": "1"}
APPS = Path(settings.BASE_FOLDER) / "whitebeam"
# Rules of routing are about services; the adviser's page of wishes asks for somebody's own words.
PLAIN = {"referrals/routing/parts.html", "marac/voice/wish.html"}


@pytest.fixture
def desk():
    return Desk()


def browser_of(worker):
    client = Client()
    client.force_login(worker)
    return client


def ask(client, text=TYPED, **headers):
    return client.post(reverse("risk:words"), {"text": text}, headers=BY_ITSELF | headers)


def test_words_are_told_with_their_reason_as_they_are_typed(desk):
    said = ask(browser_of(desk.worker)).content.decode()

    assert "volatile relationship" in said
    assert "It shares the blame between two people" in said
    assert "Say who did what to whom" in said
    assert "mutual abuse" not in said


def test_a_plain_account_is_answered_with_an_empty_place(desk):
    said = ask(browser_of(desk.worker), "He held her by the throat.").content.decode()

    assert re.fullmatch(r"<div data-signs>\s*</div>\s*", said)


@pytest.mark.parametrize("duty", Duty)
def test_it_is_for_whoever_writes_about_people(desk, duty):
    worker = worker_at(AgencyFactory(), duty)

    assert ask(browser_of(worker)).status_code == (200 if duty in policy.TELLING else 403)


def test_nothing_of_it_is_kept_or_audited(desk):
    client = browser_of(desk.worker)
    client.get(reverse("risk:mine"))
    with as_role("wb_backup"):
        before = Entry.objects.count()

    ask(client)

    with as_role("wb_backup"):
        assert Entry.objects.count() == before


def test_a_session_that_has_ended_keeps_nothing_of_it(desk):
    client = browser_of(desk.worker)
    client.get(reverse("risk:mine"))
    session = client.session
    session["seen"] = int((timezone.now() - timedelta(minutes=16)).timestamp())
    session.save()

    assert ask(client).url.startswith("/account/sign-in/")

    with as_role("wb_bulk"):
        assert not KeptText.objects.exists()


def test_kept_answers_are_told_what_they_call_for(desk):
    draft = desk.started()
    desk.answer(draft, yes=["strangulation"])
    address = reverse("risk:signs", args=[draft.pk])

    assert "Strangulation was told" in browser_of(desk.worker).get(address).content.decode()
    assert browser_of(desk.colleague).get(address).status_code == 404


def test_a_page_of_items_asks_for_both(desk):
    draft = desk.started()
    with as_worker(desk.worker):
        pages = [reverse("risk:page", args=[draft.pk, code]) for code in ("now", Page.CLOSING)]

    for page in pages:
        drawn = browser_of(desk.worker).get(page).content.decode()
        assert f'data-nudges-url="{reverse("risk:words")}"' in drawn
        assert f'data-signs-url="{reverse("risk:signs", args=[draft.pk])}"' in drawn


@pytest.mark.parametrize("app", ["risk", "referrals", "marac"])
def test_every_area_of_text_about_a_person_is_looked_over(app):
    templates = APPS / app / "jinja2"
    # The questions of a referral leave somebody's own words alone: see its test of risk signs.
    own = PLAIN | {"referrals/journey/question.html", "risk/account.html"}

    plain = {
        str(path.relative_to(templates))
        for path in templates.rglob("*.html")
        if re.search(r"\btextarea\(", path.read_text())
    }

    assert plain <= own
