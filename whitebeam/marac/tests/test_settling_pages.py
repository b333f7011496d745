"""The pages of settling early: from proposal to decision, the sample, a meeting in two presses."""

import pytest
from django.urls import reverse

from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import EarlySettlement
from whitebeam.marac.tests.research_steps import a_listed_case, an_asked_case
from whitebeam.marac.tests.test_settling import WHY, settled

pytestmark = pytest.mark.django_db


def test_the_pages_lead_through_it(client):
    marac, case = an_asked_case()
    where = reverse("marac:settle", args=[case.pk])
    police = with_second_factor(client, marac.rep)

    assert police.post(reverse("marac:propose_early", args=[case.pk]), {}).status_code == 422
    sent = {"reason": "The lock is changed.", "agency": marac.police.pk}
    assert police.post(reverse("marac:propose_early", args=[case.pk]), sent).status_code == 302
    with as_role("wb_bulk"):
        made = EarlySettlement.objects.get(case=case)
    housing = with_second_factor(type(client)(), marac.housing_rep)
    second = reverse("marac:second", args=[made.pk])
    assert housing.post(second, {"agency": marac.housing.pk}).status_code == 302
    adviser = with_second_factor(type(client)(), marac.idva)
    assert "I agree for her" in adviser.get(where).text
    adviser.post(reverse("marac:agree_early", args=[made.pk]))
    coordinator = with_second_factor(type(client)(), marac.coordinator)
    assert "Settle this case" in coordinator.get(where).text
    decide = reverse("marac:decide_early", args=[made.pk])
    asked = coordinator.get(decide).text
    assert "Not answered yet: A service, Housing, The police." in asked
    refused = coordinator.post(decide, {"not_awaited": "She is away."})
    assert refused.status_code == 422
    assert "Enter why no action is needed" in refused.text
    assert "She is away." in refused.text
    assert coordinator.post(decide, WHY).status_code == 302

    assert "Settled by" in coordinator.get(where).text
    assert marac.panel.name in coordinator.get(reverse("marac:settled")).text
    outsider = with_second_factor(type(client)(), marac.outsider)
    assert outsider.get(where).status_code == 404
    assert outsider.post(reverse("marac:decide_early", args=[made.pk])).status_code == 404


def test_a_reader_of_the_sample_reads_on_screen(client):
    marac, case = an_asked_case()
    made = settled(marac, case, percent=100)
    where = reverse("marac:read_again", args=[made.pk])
    chair = with_second_factor(client, marac.chair)

    assert case.reference in chair.get(reverse("marac:settled")).text
    assert "The lock is changed." in chair.get(where).text
    assert chair.post(where, {"words": "x"}).status_code == 422
    assert chair.post(where, {"is_sound": "yes", "words": "It held."}).status_code == 302


def test_calling_a_meeting_takes_two_presses_from_the_case(client):
    marac, case = a_listed_case()
    browser = with_second_factor(client, marac.idva)
    where = reverse("marac:call", args=[case.pk])

    assert where in browser.get(reverse("marac:settle", args=[case.pk])).text
    assert "Begin the meeting" in browser.get(where).text
    assert browser.post(where).status_code == 302
    assert with_second_factor(type(client)(), marac.outsider).post(where).status_code == 404


def test_an_adviser_who_proposed_it_is_not_asked_to_agree_for_her(client):
    marac, case = an_asked_case()
    adviser = with_second_factor(client, marac.idva)
    sent = {"reason": "The lock is changed.", "agency": marac.service.pk}
    assert adviser.post(reverse("marac:propose_early", args=[case.pk]), sent).status_code == 302

    shown = adviser.get(reverse("marac:settle", args=[case.pk])).text

    assert "Her adviser has not agreed yet" in shown
    assert "I agree for her" not in shown
