"""What answers call for, and words to think of again, on every page of every route and in triage."""

import re

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import REFERRING, a_draft, a_queue, a_sent_referral
from tests.risk_builders import settings_of_risk
from whitebeam.partners.models import Agency, Duty

pytestmark = pytest.mark.django_db

SIGNS = {
    "signs": ["STRANGULATION"],
    "abuse_types": ["HONOUR_BASED"],
    "what_happened": "They have a volatile relationship. She said “it was mutual abuse”.",
    "own_words": "I provoked him",
}

AREAS = re.compile(r'<textarea[^>]* name="([^"]+)"([^>]*)>')


@pytest.fixture(autouse=True)
def _set():
    settings_of_risk()


@pytest.mark.parametrize("form", ["referral", "short_referral"])
def test_the_check_page_of_each_route_alerts_and_nudges(client, form):
    school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    writer = worker_at(school, *REFERRING)
    draft = a_draft(by=writer, agency=school, form=form, answers=SIGNS)
    client.force_login(writer)

    page = client.get(reverse("referrals:check", args=[draft.pk])).content.decode()

    assert "Strangulation was told" in page
    assert "Others take part in the harm" in page
    assert "volatile relationship" in page
    assert "provoked" not in page.split("Words to think of again")[1].split("</ul>")[0]


@pytest.mark.parametrize("form", ["referral", "short_referral"])
def test_the_questions_alert_and_nudge_as_soon_as_it_was_said(client, form):
    school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    writer = worker_at(school, *REFERRING)
    draft = a_draft(by=writer, agency=school, form=form, answers=SIGNS)
    first = draft.form.definition["sections"][0]["pages"][0]["code"]
    client.force_login(writer)

    page = client.get(reverse("referrals:page", args=[draft.pk, first])).content.decode()

    assert "Strangulation was told" in page
    assert "volatile relationship" in page
    assert "You can leave them as they are" in page


def test_what_was_kept_of_a_referral_is_told_while_its_page_is_open(client):
    school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    writer, colleague = (worker_at(school, *REFERRING) for _ in range(2))
    draft = a_draft(by=writer, agency=school, answers=SIGNS)
    address = reverse("referrals:signs", args=[draft.pk])

    client.force_login(writer)
    assert "Strangulation was told" in client.get(address).content.decode()
    client.force_login(colleague)
    assert client.get(address).status_code == 404


def test_what_is_typed_is_looked_over_and_own_words_are_not(client):
    school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    writer = worker_at(school, *REFERRING)
    draft = a_draft(by=writer, agency=school, answers=SIGNS)
    client.force_login(writer)
    areas = {}
    for section in draft.form.definition["sections"]:
        for page in section["pages"]:
            drawn = client.get(reverse("referrals:page", args=[draft.pk, page["code"]]))
            areas |= dict(AREAS.findall(drawn.content.decode()))

    assert "data-nudges-url" in areas["what_happened"]
    assert "data-nudges-url" not in areas["own_words"]


def test_a_page_of_a_referral_without_signs_says_nothing_more(client):
    school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    writer = worker_at(school, *REFERRING)
    left_out = ("abuse_types", "what_happened", "needs", "home_safe", "has_children", "children")
    calm = dict.fromkeys(left_out)
    draft = a_draft(by=writer, agency=school, answers=calm)
    first = draft.form.definition["sections"][0]["pages"][0]["code"]
    client.force_login(writer)

    page = client.get(reverse("referrals:page", args=[draft.pk, first])).content.decode()

    assert "What the answers call for" not in page


def test_the_triage_page_alerts_however_low_the_level(client):
    queue = a_queue()
    referral = a_sent_referral(queue=queue, answers={**SIGNS, "risk": "STANDARD"})
    client.force_login(worker_at(queue.agency, Duty.TRIAGE_REFERRALS))

    page = client.get(reverse("referrals:triage", args=[referral.pk])).content.decode()

    assert "Strangulation was told" in page
