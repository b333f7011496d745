"""The two events of a repeat stand on the page of screening, and of the case afterwards."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac
from tests.marac_referrals import a_referred_case
from tests.roles import as_role
from whitebeam.marac.models import Pathway
from whitebeam.marac.tests.test_coordinating_pages import as_user, text
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

EVENT = {"event_kind": "CONTROLLING", "event_on": date(2026, 6, 1)}


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_referred_case(marac)


def again(marac, case, **given):
    with as_role("wb_bulk"):
        people = {one.part: one.person for one in case.people.select_related("person")}
    return a_case(marac, people=people, **{"referred_at": NOON + timedelta(days=99)} | given)


def accept(client, marac, case, **answers):
    with as_role("wb_bulk"):
        pathway = Pathway.objects.first()
    given = {"pathway": pathway.pk, "idva_agency": marac.service.pk, "repeat_of": ""} | answers
    return as_user(client, marac.coordinator).post(reverse("marac:accept", args=[case.pk]), given)


def test_screening_shows_the_two_events_side_by_side(client, marac, case):
    later = again(marac, case, **EVENT)

    page = text(as_user(client, marac.coordinator).get(reverse("marac:accept", args=[later.pk])))

    for words in ("By the rule this is a repeat", case.reference, "4 March 2026", later.reference,
                  "1 June 2026", "Control or isolation", "Counts until 4 March 2027",
                  "Not a repeat"):  # fmt: skip
        assert words in page


def test_without_an_earlier_case_nothing_is_asked(client, marac, case):
    page = text(as_user(client, marac.coordinator).get(reverse("marac:accept", args=[case.pk])))

    assert "otherwise than the rule" not in page
    assert "Is it a repeat?" not in page


def test_to_differ_without_a_reason_gets_a_sentence_and_keeps_the_answers(client, marac, case):
    later = again(marac, case, **EVENT)

    page = accept(client, marac, later)

    assert page.status_code == 422
    assert f"By the rule this is a repeat of {case.reference}" in text(page)
    done = accept(client, marac, later, repeat_why="It was reported by mistake")
    assert done.status_code == 302
    shown = text(client.get(reverse("marac:case", args=[later.pk])))
    assert "Not a repeat, otherwise than by the rule" in shown
    assert "It was reported by mistake" in shown


def test_a_chosen_case_of_somebody_else_gets_a_sentence(client, marac, case):
    other = again(marac, case, **EVENT)
    stranger = a_case(marac, referred_at=NOON - timedelta(days=5))

    page = accept(client, marac, other, repeat_of=stranger.pk, repeat_why="I think so")

    assert page.status_code == 422
    assert "Choose an earlier case about the same person harmed" in text(page)


def test_what_happened_last_is_recorded_on_its_page(client, marac, case):
    later = again(marac, case)
    where = reverse("marac:event", args=[later.pk])
    as_user(client, marac.coordinator)
    assert "What happened last is not recorded" in text(
        client.get(reverse("marac:accept", args=[later.pk]))
    )

    wrong = client.post(where, {"kind": "THREATS", "on_day": "31", "on_month": "2"})
    assert wrong.status_code == 422
    assert "must include a year" in text(wrong)
    day = {"on_day": "1", "on_month": "6", "on_year": "2026"}
    done = client.post(where, {"kind": "THREATS"} | day)

    assert done.status_code == 302
    assert "Threats, to anybody or anything" in text(client.get(done["Location"]))


def test_only_the_coordinator_of_the_case_opens_that_page(client, marac, case):
    where = reverse("marac:event", args=[case.pk])

    elsewhere = worker_at(marac.outside, Duty.COORDINATE_MARAC)
    assert as_user(client, elsewhere).get(where).status_code == 404
    assert as_user(client, marac.rep).get(where).status_code == 403
