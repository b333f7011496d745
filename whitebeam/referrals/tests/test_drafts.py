"""Drafts: kept for their writer alone, never overwritten by another device, thrown away for good."""

import json
import re

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import REFERRING, a_draft
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return AgencyFactory(kind=Agency.Kind.EDUCATION)


@pytest.fixture
def lead(school, client):
    user = worker_at(school, *REFERRING)
    client.force_login(user)
    return user


@pytest.fixture
def draft(lead, school):
    return a_draft(by=lead, agency=school)


def page_url(draft, code, name="page"):
    return reverse(f"referrals:{name}", args=[draft.pk, code])


def kept(draft):
    with as_role("wb_bulk"):
        return json.loads(Draft.objects.get(pk=draft.pk).answers)


def seen_in(response):
    return re.findall(r'name="seen" value="([0-9a-f]*)"', response.text)[-1]


def typed_person(**changed):
    return {
        "tab": "this-tab",
        "known_as": "Wren Example",
        "date_of_birth_day": "3",
        "date_of_birth_month": "5",
        "date_of_birth_year": "1990",
        "sex": "FEMALE",
        **changed,
    }


def test_another_device_is_never_overwritten_unasked(client, draft):
    url = page_url(draft, "person")
    seen = seen_in(client.get(url))
    client.post(url, typed_person(tab="other", seen=seen, known_as="Typed elsewhere"))

    clash = client.post(url, typed_person(seen=seen, known_as="Typed here"))
    resolved = client.post(url, typed_person(seen=seen_in(clash), known_as="Typed here"))

    assert clash.status_code == 409
    assert "Typed here" in clash.text
    assert "Typed elsewhere" in clash.text
    assert resolved.status_code == 302
    assert kept(draft)["known_as"] == "Typed here"


def test_autosave_says_when_it_would_overwrite(client, draft):
    url = page_url(draft, "person", "autosave")
    seen = seen_in(client.get(page_url(draft, "person")))
    client.post(url, typed_person(tab="other", seen=seen, known_as="Typed elsewhere"))

    answered = client.post(url, typed_person(seen=seen, known_as="Typed here"))

    assert answered.status_code == 409
    assert kept(draft)["known_as"] == "Typed elsewhere"


def test_ones_own_tab_does_not_clash_with_its_own_autosave(client, draft):
    url = page_url(draft, "person")
    seen = seen_in(client.get(url))
    client.post(page_url(draft, "person", "autosave"), typed_person(seen=seen, known_as="Wre"))

    answered = client.post(url, typed_person(seen=seen, known_as="Wren"))

    assert answered.status_code == 302


def test_a_draft_is_thrown_away_for_good(client, draft):
    url = reverse("referrals:discard", args=[draft.pk])

    asked = client.get(url)
    client.post(url)

    assert "Throw this draft away?" in asked.text
    assert kept(draft) == {}
    assert client.get(reverse("referrals:tasks", args=[draft.pk])).status_code == 404


DRAFT_PAGES = ("tasks", "check", "discard", "told")


def test_nobody_else_finds_the_draft_not_even_a_colleague(client, draft, school):
    for other in (worker_at(school, *Duty), worker_at(AgencyFactory(), *Duty)):
        client.force_login(other)
        for name in DRAFT_PAGES:
            assert client.get(reverse(f"referrals:{name}", args=[draft.pk])).status_code == 404
        assert client.get(page_url(draft, "person")).status_code == 404
        assert client.post(page_url(draft, "person", "autosave"), {}).status_code == 404
        assert client.post(page_url(draft, "person", "known"), {}).status_code == 404
