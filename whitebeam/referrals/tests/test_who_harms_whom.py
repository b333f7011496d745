"""A referral in which both are said to be harmed waits for the structured check."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker
from tests.referral_builders import NOON, a_queue, a_sent_referral
from tests.risk_builders import an_assessment, settings_of_risk
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty
from whitebeam.referrals.services import deciding, handing_over
from whitebeam.referrals.tests.desk import TRIAGE, as_kept, text, url
from whitebeam.risk.queries.settings import guide
from whitebeam.risk.services.reviewing import Found, save_review

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def worker(queue):
    return worker_at(queue.agency, *TRIAGE)


@pytest.fixture
def referral(queue):
    return a_sent_referral(queue=queue)


def played_by(referral, kind):
    with as_role("wb_bulk"):
        return referral.parts.select_related("person").get(kind=kind).person


def the_other_is_said_to_be_harmed(referral):
    """Record, at another agency, that the one who harms is harmed by the one harmed."""
    elsewhere = AgencyFactory()
    an_assessment(
        played_by(referral, "PERPETRATOR"),
        perpetrator=played_by(referral, "VICTIM"),
        by=worker_at(elsewhere, Duty.ASSESS_RISK),
        agency=elsewhere,
    )


def accept(referral, worker):
    with as_worker(worker):
        deciding.accept(referral_id=referral.pk, worker=worker, by=worker, at=LATER)


def check(referral, worker, *, harmed):
    asked = guide("counter-allegation")
    answers = {one.code: "FIRST" for one in asked.questions}
    pair = (played_by(referral, "VICTIM"), played_by(referral, "PERPETRATOR"))
    with as_worker(worker):
        save_review(
            pair=pair,
            agency=referral.held_by,
            found=Found(guide=asked, answers=answers, conclusion="She is afraid"),
            harmed=pair[harmed],
            review_on=None,
            by=worker,
            at=LATER,
        )


def test_it_is_not_accepted_until_the_check_is_saved(referral, worker):
    settings_of_risk()
    the_other_is_said_to_be_harmed(referral)

    with pytest.raises(Refused, match="structured check"):
        accept(referral, worker)
    check(as_kept(referral), worker, harmed=0)
    accept(referral, worker)

    assert as_kept(referral).state == "ACCEPTED"


def test_a_check_that_finds_the_roles_the_other_way_round_lets_it_go_nowhere(referral, worker):
    settings_of_risk()
    the_other_is_said_to_be_harmed(referral)
    check(as_kept(referral), worker, harmed=1)

    with pytest.raises(Refused, match="structured check"):
        accept(referral, worker)


def test_it_does_not_leave_for_another_area_either(referral, worker):
    the_other_is_said_to_be_harmed(referral)

    with pytest.raises(Refused, match="structured check"), as_worker(worker):
        handing_over.send_to_other_area(
            referral_id=referral.pk,
            area_name="Surrey",
            service_name="Theirs",
            words="Moved",
            by=worker,
            at=LATER,
        )


@pytest.mark.parametrize("page", ["accept", "transfer"])
def test_the_page_leads_to_the_check(client, referral, worker, page):
    the_other_is_said_to_be_harmed(referral)
    client.force_login(worker)
    pair = [played_by(referral, kind).pk for kind in ("VICTIM", "PERPETRATOR")]

    shown = text(client.get(url(page, referral)))

    assert "Look first at who harms whom" in shown
    assert reverse("risk:counter", args=pair) in shown


def test_the_page_is_silent_where_nothing_is_open(client, referral, worker):
    client.force_login(worker)

    assert "who harms whom" not in text(client.get(url("accept", referral)))
