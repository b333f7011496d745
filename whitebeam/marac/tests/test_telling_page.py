"""Whoever tells her reads on the same page how and when she may be reached, and her safe word."""

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.people_builders import a_person, with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.partners.models import Duty
from whitebeam.people.services.facts import SafeContactFact
from whitebeam.people.services.safe_contact import set_safe_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def her(marac):
    duties = (Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.TRIAGE_REFERRALS)
    return a_person(marac.service, by=worker_at(marac.service, *duties))


@pytest.fixture
def case(marac, her):
    return a_case(marac, people={"VICTIM": her}, state="HEARD", heard_at=NOON)


def she_says(marac, her, **more):
    with acting_as(marac.idva):
        fact = SafeContactFact(channel="CALL", answer="SAFE", **more)
        set_safe_contact(her, said=fact, agency=marac.service, by=marac.idva, at=NOON)


def test_the_telling_page_shows_her_safe_word_and_says_when_no_way_is_known(
    client, marac, case, her
):
    where = reverse("marac:tell", args=[case.pk])
    browser = with_second_factor(client, marac.idva)

    before = browser.get(where).text
    she_says(marac, her, safe_word="Bluebell")
    after = browser.get(where).text
    kept = browser.post(where, {}).content.decode()

    assert "Bluebell" not in before
    assert "Safe word: Bluebell" in after
    assert "Safe word: Bluebell" in kept
    with as_role("wb_backup"):
        assert AuditEntry.objects.filter(verb="marac.voice.opened", subject_id=case.pk).count() == 3


def test_other_questions_do_not_show_it(client, marac, case, her):
    she_says(marac, her, safe_word="Bluebell")

    page = with_second_factor(client, marac.idva).get(reverse("marac:wish", args=[case.pk])).text

    assert "Bluebell" not in page


def test_whoever_does_not_speak_for_her_does_not_open_it(client, marac, case, her):
    she_says(marac, her, safe_word="Bluebell")

    answer = with_second_factor(client, marac.rep).get(reverse("marac:tell", args=[case.pk]))

    assert answer.status_code in {403, 404}
    assert "Bluebell" not in answer.text
