"""Pages against the judge: who gets the page of which record, and that nobody else gets any."""

import os

import pytest
from django.urls import reverse

from tests.browser import Client
from tests.risk_builders import settings_of_risk
from tests.worlds.building import build
from tests.worlds.generator import world
from tests.worlds.model import HOLDING_DUTIES, PERSON_DUTIES

pytestmark = pytest.mark.django_db

SEEDS = range(max(8, int(os.environ.get("WHITEBEAM_WORLDS", "30")) // 4))
OPENING = PERSON_DUTIES - {"VIEW_OWN_REFERRALS"}


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level("ERROR", logger="django.request")


def opened(client, page, records):
    """Return the numbers of the records whose page opens, having checked how the others do not."""
    answers = [client.get(reverse(page, args=[record.pk])).status_code for record in records]
    assert set(answers) <= {200, 302, 403, 404}
    # Whoever has no right to the page is told so for every record alike.
    assert len(set(answers) - {200, 404}) <= 1
    assert not set(answers) & {302, 403} or len(set(answers)) == 1
    return {number for number, status in enumerate(answers) if status == 200}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pages_agree_with_the_judge(seed, today):
    of = world(seed, today=today)
    built = build(of)
    settings_of_risk()

    for number, user in enumerate(built.users):
        client = Client()
        client.force_login(user)
        works = bool(of.works(number))

        assert opened(client, "people:person", built.people) == of.sees_people(number, OPENING)
        assert opened(client, "risk:assessment", built.assessments) == of.sees_assessments(
            number, PERSON_DUTIES
        )
        assert opened(client, "referrals:triage", built.referrals) == of.holds_referrals(
            number, HOLDING_DUTIES
        )
        assert opened(client, "referrals:status", built.referrals) == (
            of.sees_referrals(number, sending={"VIEW_OWN_REFERRALS"}, holding=set())
            if works
            else set()
        )
