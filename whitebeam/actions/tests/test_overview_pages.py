"""Raising actions on the page, and what chasers, the steering group and leads are shown."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.action_builders import DAY, NOON, a_keeper, agency_of, an_accepted_action
from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.actions.models import Action
from whitebeam.partners.models import Agency, Duty

pytestmark = pytest.mark.django_db

DAY_TYPED = {"due_date_day": "20", "due_date_month": "3", "due_date_year": "2026"}


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def doer():
    return worker_at(AgencyFactory(name="Invented Housing"), Duty.DO_ACTIONS)


@pytest.fixture
def keeper():
    return a_keeper()


def page_of(client, user, name, **asked):
    client.force_login(user)
    answer = client.get(reverse(f"actions:{name}"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def new_action(client, user, agency, **more):
    client.force_login(user)
    data = {"text": "Review the route home", "agency": agency.code, **DAY_TYPED, **more}
    return client.post(reverse("actions:new"), data)


def test_ones_own_agency_takes_a_new_action_on_at_once(client, doer):
    new_action(client, doer, agency_of(doer))

    with as_role("wb_bulk"):
        action = Action.objects.get()
        assert (action.state, action.owner_id) == ("ACCEPTED", doer.pk)


def test_another_agency_is_asked_and_the_team_keeps_it_on_its_list(client, doer, keeper):
    key = uuid4().hex
    new_action(client, doer, AgencyFactory(), idempotency_key=key)
    again = new_action(client, doer, AgencyFactory(), idempotency_key=key)

    assert again.status_code == 302
    with as_role("wb_bulk"):
        action = Action.objects.get()
        assert (action.state, action.kept_by_id) == ("PROPOSED", agency_of(keeper).pk)


def test_a_new_action_in_the_past_is_refused(client, doer):
    yesterday = {"due_date_day": "3", "due_date_month": "3", "due_date_year": "2026"}

    answer = new_action(client, doer, agency_of(doer), **yesterday)

    assert answer.status_code == 422
    assert "today or later" in answer.content.decode()


def test_chasers_see_their_list_by_agency(client, doer, keeper, monkeypatch):
    an_accepted_action(doer=doer, keeper=keeper)
    other = worker_at(AgencyFactory(name="Another agency"), Duty.DO_ACTIONS)
    an_accepted_action(doer=other, keeper=keeper, text="Something else")
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=9))

    page = page_of(client, keeper, "chasing")
    assert "<strong>2</strong> are late" in page
    assert "Invented Housing" in page

    only = page_of(client, keeper, "chasing", agency=agency_of(doer).code)
    assert "Something else" not in only


def test_the_steering_group_sees_figures_and_no_words(client, doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    client.force_login(doer)
    client.post(reverse("actions:complete", args=[action.pk]), {"evidence": "Lock fitted"})
    an_accepted_action(doer=doer, keeper=keeper)
    member = worker_at(agency_of(keeper), Duty.VIEW_MARAC_FIGURES)

    page = page_of(client, member, "figures")

    assert "100% (1 of 1)" in page
    assert "Invented Housing" in page
    assert "lock" not in page.lower().replace("clock", "").replace("block", "")


def test_the_lead_learns_which_are_late_and_whose_but_not_what(client, doer, keeper):
    lead = worker_at(agency_of(doer), Duty.MANAGE_AGENCY)
    action = an_accepted_action(doer=doer, keeper=keeper)
    with as_role("wb_bulk"):
        Action.objects.filter(pk=action.pk).update(due_date=DAY - timedelta(days=400))

    page = page_of(client, lead, "late_here")

    assert action.reference in page
    assert doer.name in page
    assert "Fit a new lock" not in page
    stranger = worker_at(AgencyFactory(kind=Agency.Kind.HEALTH), Duty.MANAGE_AGENCY)
    assert action.reference not in page_of(client, stranger, "late_here")
