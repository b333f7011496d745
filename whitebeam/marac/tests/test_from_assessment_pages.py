"""The pages of a referral that begins from a signed assessment: who finds them, what they say."""

import re

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import acting_as
from whitebeam.marac.tests.assessing_desk import DUTIES, REASON, AssessingDesk
from whitebeam.partners.models import Duty
from whitebeam.risk.models import Assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return AssessingDesk()


@pytest.mark.parametrize("who", ["outsider", "rep", "coordinator"])
def test_an_assessment_that_one_may_not_read_is_not_found(client, desk, who):
    signed = desk.high()
    client.force_login(getattr(desk.marac, who))

    response = client.get(reverse("marac:refer"), {"assessment": str(signed.pk)})

    assert response.status_code in {403, 404}


def test_another_agencys_referrer_finds_no_assessment(client, desk):
    signed = desk.high()
    client.force_login(worker_at(desk.marac.housing, *DUTIES))

    assert client.get(reverse("marac:refer"), {"assessment": str(signed.pk)}).status_code == 404
    assert client.get(reverse("marac:refer"), {"assessment": "no-id"}).status_code == 404


def test_a_colleague_who_may_read_it_begins_from_it(client, desk):
    signed = desk.high()
    client.force_login(desk.colleague)

    page = client.get(reverse("marac:refer"), {"assessment": str(signed.pk)})

    assert "4 March 2026" in page.text


def test_the_button_stands_where_one_may_refer_and_the_assessment_stands(client, desk):
    signed = desk.high()
    assessor = worker_at(desk.agency, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.ASSESS_RISK)
    href = f"{reverse('marac:refer')}?assessment={signed.pk}"

    client.force_login(desk.worker)
    mine = client.get(reverse("risk:assessment", args=[signed.pk])).text
    client.force_login(assessor)
    theirs = client.get(reverse("risk:assessment", args=[signed.pk])).text

    assert href in mine
    assert "Grounds for MARAC are met" in mine
    assert href not in theirs


def test_the_page_of_what_is_known_confirms_in_one_press(client, desk):
    draft = desk.begin(desk.high())
    client.force_login(desk.worker)
    page = client.get(reverse("marac:known", args=[draft.pk]))
    codes = re.findall(r'name="facts"[^>]* value="([^"]+)"', page.text)
    assert "assessment" in codes

    done = client.post(reverse("marac:known", args=[draft.pk]), {"facts": codes})

    assert done.headers["Location"] == reverse("referrals:tasks", args=[draft.pk])
    grounds = client.get(reverse("referrals:page", args=[draft.pk, "grounds"])).text
    assert "From: Assessment of risk, A school, 4 March 2026." in grounds
    check = client.get(reverse("referrals:check", args=[draft.pk])).text
    assert "From: Assessment of risk, A school" in check


def test_anothers_draft_is_not_found(client, desk):
    draft = desk.begin(desk.high())
    client.force_login(desk.colleague)

    assert client.get(reverse("marac:known", args=[draft.pk])).status_code == 404


def test_what_was_told_before_leads_here_for_a_referral_to_marac(client, desk):
    draft = desk.begin(desk.high())
    client.force_login(desk.worker)

    told = client.get(reverse("referrals:told", args=[draft.pk]))

    assert told.headers["Location"] == reverse("marac:known", args=[draft.pk])


def test_the_panel_reads_the_summary_and_no_assessment_opens(client, desk):
    case = desk.referred()
    client.force_login(desk.marac.coordinator)

    page = client.get(reverse("marac:case", args=[case.pk])).text

    for words in ("Risk as assessed", "3 of 24 yes", REASON, "What a tool can tell"):
        assert words in page
    assert reverse("risk:assessment", args=[case.assessment_id]) not in page
    opened = client.get(reverse("risk:assessment", args=[case.assessment_id]))
    assert opened.status_code in {403, 404}
    with acting_as(desk.marac.coordinator):
        assert not Assessment.objects.exists()
