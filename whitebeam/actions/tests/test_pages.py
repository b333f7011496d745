"""The pages of actions: an agency's inbox, one action with its questions, and the chasers' list."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.action_builders import (
    DUE,
    NOON,
    a_keeper,
    a_proposed_action,
    agency_of,
    an_accepted_action,
    stored,
)
from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.actions.models import Action
from whitebeam.audit.models import Entry
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

TYPED = {"due_date_day": "20", "due_date_month": "3", "due_date_year": "2026"}
FORMS = {
    "accept": {},
    "complete": {"evidence": ""},
    "not_possible": {"why": ""},
    "not_undertaken": {"why": ""},
    "change_day": {"why": "Waiting for a part"},
    "reassign": {},
    "offer": {"why": "They are nearer"},
    "supersede": {"why": "A better one"},
}


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def doer():
    return worker_at(AgencyFactory(name="Invented Housing"), Duty.DO_ACTIONS)


@pytest.fixture
def keeper():
    return a_keeper()


def page_of(client, user, name, *args, **asked):
    client.force_login(user)
    answer = client.get(reverse(f"actions:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, user, name, action, **data):
    client.force_login(user)
    return client.post(reverse(f"actions:{name}", args=[action.pk]), data)


def test_the_inbox_shows_what_is_ours_the_latest_first(client, doer, keeper):
    an_accepted_action(doer=doer, keeper=keeper, text="Later", due_date=DUE + timedelta(days=3))
    an_accepted_action(doer=doer, keeper=keeper, text="Sooner")

    page = page_of(client, doer, "inbox")

    assert page.index("Sooner") < page.index("Later")
    assert "Ours (2)" in page
    assert "Proposed to us (0)" in page


def test_a_late_action_says_by_how_much(client, doer, keeper, monkeypatch):
    an_accepted_action(doer=doer, keeper=keeper)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=9))

    page = page_of(client, doer, "inbox")

    assert "Late by 2 days: was due 11 March" in page
    assert "past the day" in page


def test_each_way_of_looking_has_its_own_rows(client, doer, keeper):
    colleague = worker_at(agency_of(doer), Duty.DO_ACTIONS)
    an_accepted_action(doer=colleague, keeper=keeper, text="A colleague's")
    a_proposed_action(to=agency_of(doer), by=keeper, text="A proposal")
    done = an_accepted_action(doer=doer, keeper=keeper, text="Done already")
    sent(client, doer, "complete", done, evidence="Lock fitted")

    assert "A colleague" not in page_of(client, doer, "mine")
    assert "A proposal" in page_of(client, doer, "proposed")
    assert "Done already" in page_of(client, doer, "closed")
    assert "Done already" not in page_of(client, doer, "inbox")


def test_a_long_list_is_paged_by_key_at_a_constant_number_of_queries(client, doer, keeper):
    def asked():
        client.force_login(doer)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse("actions:inbox"))
        return len(queries), answer.content.decode()

    an_accepted_action(doer=doer, keeper=keeper)
    asked()
    few, _ = asked()
    for _ in range(21):
        an_accepted_action(doer=doer, keeper=keeper)
    many, page = asked()

    assert many == few
    after = page.split("?after=")[1].split('"')[0].replace("&amp;", "&")
    following = client.get(f"{reverse('actions:inbox')}?after={after}").content.decode()
    assert following.count("wb-card__title") == 2


def test_one_action_shows_what_happened_and_what_may_be_done(client, doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)

    page = page_of(client, doer, "one", action.pk)

    for words in ("Fit a new lock", "He still has a key", "It is done", "Work on it has begun"):
        assert words in page
    assert f"<title>Action {action.reference}" in page
    assert "Ask another agency" not in page
    assert "Ask another agency" in page_of(client, keeper, "one", action.pk)
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="actions.action.opened").count() == 2


@pytest.mark.parametrize("name", ["one", *FORMS])
def test_another_agencys_action_is_absent(name, client, doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    stranger = worker_at(AgencyFactory(), Duty.DO_ACTIONS, Duty.CHASE_ACTIONS)
    client.force_login(stranger)

    for pk in (action.pk, uuid4()):
        assert client.get(reverse(f"actions:{name}", args=[pk])).status_code == 404


def test_the_agency_says_yes_on_the_page(client, doer, keeper):
    action = a_proposed_action(to=agency_of(doer), by=keeper)

    answer = sent(client, doer, "accept", action, owner=str(doer.pk), **TYPED)

    assert answer.status_code == 302
    assert stored(action).state == Action.State.ACCEPTED
    page = page_of(client, keeper, "one", action.pk)
    assert "by 20 March 2026 instead of 11 March 2026" in page


@pytest.mark.parametrize(
    ("name", "by", "data", "state"),
    [
        ("start", "doer", {}, "IN_PROGRESS"),
        ("complete", "doer", {"evidence": "Lock fitted"}, "COMPLETED"),
        ("not_possible", "doer", {"why": "She moved"}, "NOT_POSSIBLE"),
        ("not_undertaken", "keeper", {"why": "No time"}, "NOT_UNDERTAKEN"),
        ("change_day", "keeper", {"why": "Part on order", **TYPED}, "ACCEPTED"),
    ],
)
def test_every_deed_is_done_on_its_page(name, by, data, state, client, doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)

    answer = sent(client, {"doer": doer, "keeper": keeper}[by], name, action, **data)

    assert answer.status_code == 302
    assert stored(action).state == state


def test_it_is_given_to_a_colleague_offered_elsewhere_and_replaced(client, doer, keeper):
    colleague = worker_at(agency_of(doer), Duty.RESEARCH_MARAC)
    action = an_accepted_action(doer=doer, keeper=keeper)
    other = a_proposed_action(to=agency_of(doer), by=keeper)
    elsewhere = AgencyFactory()

    sent(client, doer, "reassign", action, owner=str(colleague.pk))
    assert stored(action).owner_id == colleague.pk
    sent(client, keeper, "offer", action, agency=elsewhere.code, why="They are nearer")
    assert stored(action).owner_agency_id == elsewhere.pk
    sent(client, keeper, "supersede", action, reference=other.reference.lower())
    assert stored(action).superseded_by_id == other.pk


@pytest.mark.parametrize(("name", "data"), FORMS.items())
def test_a_mistake_is_told_and_what_was_typed_is_kept(name, data, client, doer, keeper):
    is_proposal = name == "accept"
    action = (
        a_proposed_action(to=agency_of(doer), by=keeper)
        if is_proposal
        else an_accepted_action(doer=doer, keeper=keeper)
    )
    user = keeper if name in {"offer", "supersede"} else doer

    answer = sent(client, user, name, action, **data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    for typed in filter(None, data.values()):
        assert typed in page


@pytest.mark.parametrize("name", FORMS)
def test_a_question_is_sent_to_its_own_page(name, client, doer, keeper):
    is_proposal = name == "accept"
    action = (
        a_proposed_action(to=agency_of(doer), by=keeper)
        if is_proposal
        else an_accepted_action(doer=doer, keeper=keeper)
    )
    user = keeper if name in {"offer", "supersede"} else doer

    page = page_of(client, user, name, action.pk)

    addresses = set(re.findall(r'<form[^>]* action="([^"]*)"', page.split("<main", 1)[1]))
    assert addresses <= {"", reverse(f"actions:{name}", args=[action.pk])}


def test_doing_it_again_says_that_it_moved_on(client, doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    sent(client, doer, "complete", action, evidence="Lock fitted")

    client.force_login(doer)
    again = client.post(
        reverse("actions:complete", args=[action.pk]), {"evidence": "Again"}, follow=True
    )

    assert "moved on" in again.content.decode()
    assert stored(action).evidence == "Lock fitted"


def test_an_unknown_reference_replaces_nothing(client, doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)

    answer = sent(client, keeper, "supersede", action, reference="A-XXXXXX")

    assert "No action you can see" in answer.content.decode()
