"""Advice without a name: asked, given, turned into a referral, seen by its agency alone."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import NOON, a_form, an_area
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import AdviceContact, Draft
from whitebeam.referrals.services.advising import give_advice, record_advice, refer_from_advice

pytestmark = pytest.mark.django_db

ASKED = {
    "topics": ["SAFETY_PLANNING", "LEGAL"],
    "question": "A mother asks what an order can do.",
    "district": "E07000105",
}


@pytest.fixture
def agency():
    a_form("advice")
    a_form()
    an_area()
    return AgencyFactory()


@pytest.fixture
def adviser(agency):
    return worker_at(agency, Duty.TRIAGE_REFERRALS, Duty.REFER)


@pytest.fixture
def advice(agency):
    with as_role("wb_bulk"):
        return AdviceContact.objects.create(
            agency=agency,
            topic="LEGAL",
            question="What can an order do?",
            by=worker_at(agency, Duty.TRIAGE_REFERRALS),
            at=NOON,
        )


def test_advice_is_written_down_by_the_partnerships_own_form(client, adviser):
    client.force_login(adviser)

    shown = client.get(reverse("referrals:advice_new"))
    kept = client.post(reverse("referrals:advice_new"), ASKED)
    seen = client.get(kept.url)
    listed = client.get(reverse("referrals:advice"))

    with as_role("wb_bulk"):
        advice = AdviceContact.objects.get()
        assert advice.topic == "SAFETY_PLANNING,LEGAL"
        assert advice.area.code == "E07000105"
    assert "What was it about?" in shown.text
    assert "A mother asks what an order can do." in seen.text
    assert "Waiting for advice" in listed.text
    assert "A mother asks" not in listed.text


def test_says_what_is_missing_and_keeps_what_was_typed(client, adviser):
    client.force_login(adviser)

    answered = client.post(reverse("referrals:advice_new"), {"question": "Typed already"})

    assert answered.status_code == 422
    assert "Select what it was about" in answered.text
    assert "Typed already" in answered.text


def test_advice_is_given_later_by_a_colleague(client, adviser, advice):
    client.force_login(adviser)
    url = reverse("referrals:advice_contact", args=[advice.pk])

    empty = client.post(url, {"words": ""})
    given = client.post(url, {"words": "It can keep him away.", "outcome": "ANSWERED"})
    seen = client.get(given.url)

    assert empty.status_code == 422
    assert "Enter what was advised" in empty.text
    assert "It can keep him away." in seen.text


def test_advice_becomes_a_referral_that_carries_only_the_story(client, adviser):
    client.force_login(adviser)

    begun = client.post(reverse("referrals:advice_new"), {**ASKED, "outcome": "REFERRAL"})

    with as_role("wb_bulk"):
        draft = Draft.objects.get()
        assert json.loads(draft.answers) == {
            "what_happened": ASKED["question"],
            "district": "E07000105",
        }
        assert draft.advice_id
    assert begun.url == reverse("referrals:tasks", args=[draft.pk])


def as_worker(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


def test_refuses_who_does_not_advise_and_what_was_never_written(adviser, advice, agency):
    stranger = worker_at(AgencyFactory(), *Duty)
    with as_worker(stranger):
        with pytest.raises(Refused, match="can no longer be seen"):
            give_advice(advice.pk, words="Words", outcome="", by=stranger, at=NOON)
        with pytest.raises(Refused, match="cannot record advice"):
            record_advice(answers={}, form=None, agency=agency, by=stranger, at=NOON)
        with pytest.raises(Refused, match="become a referral already"):
            refer_from_advice(advice.pk, by=stranger, at=NOON)
    with as_worker(adviser), pytest.raises(Refused, match="Enter what was advised"):
        give_advice(advice.pk, words=" ", outcome="", by=adviser, at=NOON)


def test_a_supporter_without_the_duty_to_refer_is_told_so(client, agency, advice):
    client.force_login(worker_at(agency, Duty.SUPPORT_VICTIMS))

    answered = client.post(reverse("referrals:advice_refer", args=[advice.pk]), follow=True)

    assert "You cannot refer by this route for this agency" in answered.text


def test_another_agency_finds_nothing(client, advice):
    client.force_login(worker_at(AgencyFactory(), *Duty))

    assert client.get(reverse("referrals:advice_contact", args=[advice.pk])).status_code == 404
    assert client.post(reverse("referrals:advice_refer", args=[advice.pk])).status_code == 404
    assert "What can an order do?" not in client.get(reverse("referrals:advice")).text


def test_the_list_goes_on_page_by_page(client, adviser, agency, django_assert_max_num_queries):
    client.force_login(adviser)
    with as_role("wb_bulk"):
        for number in range(30):
            AdviceContact.objects.create(
                agency=agency,
                topic="LEGAL",
                question="?",
                by=adviser,
                at=NOON + timedelta(hours=number),
            )

    with django_assert_max_num_queries(20):
        first = client.get(reverse("referrals:advice"))
    mark = first.text.split("?before=")[1].split('"')[0]
    second = client.get(reverse("referrals:advice") + "?before=" + mark)
    odd = client.get(reverse("referrals:advice") + "?before=nonsense")

    assert first.text.count("Waiting for advice") == 25
    assert second.text.count("Waiting for advice") == 5
    assert odd.text.count("Waiting for advice") == 25
