"""Known already, already told us: found while typing, shown with its source, confirmed at once."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import REFERRING, a_draft, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.partners.models import Agency
from whitebeam.referrals.models import Draft, Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return AgencyFactory(kind=Agency.Kind.EDUCATION, name="Invented Primary School")


@pytest.fixture
def lead(school, client):
    user = worker_at(school, *REFERRING)
    client.force_login(user)
    return user


@pytest.fixture
def victim(lead, school):
    # What is safe expires, so she must have said it lately for the page of today.
    first = a_sent_referral(by=lead, sender=school, queue=a_queue(), at=timezone.now())
    with as_role("wb_bulk"):
        return Part.objects.get(referral=first, kind="VICTIM").person


@pytest.fixture
def draft(lead, school):
    draft = a_draft(by=lead, agency=school)
    with as_role("wb_bulk"):
        draft.answers = json.dumps({})
        draft.save()
    return draft


def person_url(draft, name="page"):
    return reverse(f"referrals:{name}", args=[draft.pk, "person"])


def kept(draft):
    with as_role("wb_bulk"):
        return json.loads(Draft.objects.get(pk=draft.pk).answers)


TYPED = {
    "tab": "t",
    "known_as": "Wren Exampel",
    "date_of_birth_day": "3",
    "date_of_birth_month": "5",
    "date_of_birth_year": "1990",
    "sex": "FEMALE",
}


def test_a_known_person_is_found_while_her_name_is_typed(client, draft, victim):
    found = client.post(person_url(draft, "known"), TYPED)
    nobody = client.post(person_url(draft, "known"), {"known_as": "Zz Nobody"})

    assert "Wren Example" in found.text
    assert f"use:victim:{victim.pk}" in found.text
    assert "<html" not in found.text
    assert "wb-candidate" not in nobody.text


def test_without_scripts_a_button_looks_and_keeps_what_was_typed(client, draft, victim):
    shown = client.post(person_url(draft), {**TYPED, "check_known": "1"})

    assert shown.status_code == 200
    assert "Wren Example" in shown.text
    assert kept(draft)["known_as"] == "Wren Exampel"


def test_a_colleague_elsewhere_finds_nobody(client, draft, victim):
    other_school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    other = worker_at(other_school, *REFERRING)
    theirs = a_draft(by=other, agency=other_school)
    client.force_login(other)

    found = client.post(person_url(theirs, "known"), TYPED)
    chosen = client.post(person_url(theirs), {**TYPED, "do": f"use:victim:{victim.pk}"})

    assert "wb-candidate" not in found.text
    assert chosen.status_code == 200
    assert "known_person" not in kept(theirs)


def test_what_was_told_before_is_shown_with_its_source_and_confirmed_at_once(client, draft, victim):
    chosen = client.post(person_url(draft), {**TYPED, "do": f"use:victim:{victim.pk}"})
    shown = client.get(chosen.url)
    facts = ["name", "born", "sex", "safe_contact", "needs", "children"]
    client.post(chosen.url, {"facts": facts})

    answers = kept(draft)
    assert "Invented Primary School" in shown.text
    assert "Robin Example" in shown.text
    assert answers["known_as"] == "Wren Example"
    assert answers["known_person"] == str(victim.pk)
    assert answers["contact_phone"] == "07700 900123"
    assert sorted(answers["contact_channels"]) == ["CALL", "TEXT"]
    assert answers["language"] == "Polish"
    names = {child["child_name"] for child in answers["children"]}
    assert names == {"Merle Example", "Robin Example"}
    assert all(child["known_person"] for child in answers["children"])


def test_what_is_left_out_is_asked_again(client, draft, victim):
    chosen = client.post(person_url(draft), {**TYPED, "do": f"use:victim:{victim.pk}"})

    client.post(chosen.url, {"facts": ["sex"]})

    assert "contact_phone" not in kept(draft)


def test_a_choice_is_taken_back(client, draft, victim):
    client.post(person_url(draft), {**TYPED, "do": f"use:victim:{victim.pk}"})

    client.post(person_url(draft), {**TYPED, "known_person": str(victim.pk), "do": "forget"})

    assert "known_person" not in kept(draft)
    assert client.get(reverse("referrals:told", args=[draft.pk])).status_code == 404


def test_a_known_child_is_used_in_her_place(client, draft, victim):
    with as_role("wb_bulk"):
        child = Part.objects.filter(kind="CHILD").order_by("position").first().person
    url = reverse("referrals:page", args=[draft.pk, "children"])
    typed = {"has_children": "YES", "children-count": "1", "children-0-child_name": "Robin"}

    client.post(url, {**typed, "tab": "t", "do": f"use:children:0:{child.pk}"})
    shown = client.get(url)

    assert kept(draft)["children"][0]["known_person"] == str(child.pk)
    assert "Known already: this record will be used." in shown.text
