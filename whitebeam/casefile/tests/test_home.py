"""The home page shows each worker what waits for her, and nobody else's work."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.action_builders import DAY, a_keeper, a_proposed_action, agency_of, an_accepted_action
from tests.factories import AgencyFactory, worker_at
from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, a_request
from tests.referral_builders import REFERRING, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.actions.models import Action
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
LONG_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)


def home_of(client, user):
    client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_triage_sees_what_waits(client):
    queue = a_queue()
    a_sent_referral(queue=queue)

    page = home_of(client, worker_at(queue.agency, Duty.TRIAGE_REFERRALS))

    assert "Waiting in your queue" in page
    assert "Wren" in page


def test_whoever_does_actions_sees_how_many_wait_and_whoever_chases_which_are_late(client):
    doer = worker_at(AgencyFactory(), Duty.DO_ACTIONS)
    keeper = a_keeper()
    a_proposed_action(to=agency_of(doer), by=keeper, due_date=date(2099, 1, 1))
    late = an_accepted_action(doer=doer, keeper=keeper)
    with as_role("wb_bulk"):
        Action.objects.filter(pk=late.pk).update(due_date=DAY)

    page = home_of(client, doer)
    assert "1 action proposed to your agency" in page
    assert "1 action your agency said yes to" in page
    assert "1 action late on your list" in home_of(client, keeper)
    stranger = worker_at(AgencyFactory(), Duty.DO_ACTIONS)
    assert "Nothing waits for you." in home_of(client, stranger)


def test_whoever_researches_sees_how_many_cases_wait_and_how_many_are_late(client):
    marac = a_marac()
    for due_at in (NOON, LONG_AHEAD):
        case = a_case(marac, asked=False, state="RESEARCH_OPEN")
        a_request(marac, case, marac.police, due_at=due_at)

    page = home_of(client, marac.rep)

    assert "2 cases to research for a MARAC" in page
    assert "1 late" in page
    assert "1 case of a MARAC waited too long" in page
    assert "Nothing waits for you." in home_of(client, marac.housing_rep)


def test_the_coordinator_sees_what_waits_for_screening(client):
    marac = a_marac()
    a_case(marac, asked=False, screen_due_at=LONG_AHEAD)

    page = home_of(client, marac.coordinator)

    assert "1 case to screen" in page
    assert "None is late" in page


def test_the_coordinator_sees_what_waits_for_a_list(client):
    marac = a_marac()
    a_case(marac, asked=False, state="ACCEPTED")

    assert "1 case to list" in home_of(client, marac.coordinator)


@pytest.mark.parametrize("who", ["coordinator", "chair", "rep", "idva"])
def test_whoever_sits_at_a_meeting_sees_when_it_is_and_how_many_cases_it_hears(client, who):
    marac = a_marac()
    meeting = a_meeting(marac, starts_at=LONG_AHEAD)
    case = a_case(marac)
    a_listing(meeting, case)

    page = home_of(client, getattr(marac, who))

    assert "Your next meetings" in page
    assert "Thu 1 January 2099 00:00 · 1 case" in page


def test_a_meeting_that_runs_leads_into_its_room(client):
    marac = a_marac()
    meeting = a_meeting(marac, state="RUNNING")

    page = home_of(client, marac.rep)

    assert "Running now" in page
    assert reverse("marac:live", args=[meeting.pk]) in page


def test_whoever_has_no_seat_sees_no_meeting(client):
    a_meeting(a_marac(), starts_at=LONG_AHEAD)

    page = home_of(client, worker_at(AgencyFactory(), Duty.RESEARCH_MARAC))

    assert "Your next meetings" not in page


def test_whoever_chairs_for_her_agency_sees_which_minutes_wait_to_be_signed(client):
    marac = a_marac()
    a_meeting(marac, state="ENDED")
    # A deputy signs what was chaired by somebody who does not chair any more.
    a_meeting(marac, state="ENDED", starts_at=LONG_AHEAD, chair=marac.coordinator)

    page = home_of(client, marac.chair)

    assert page.count("Minutes of Ashdown MARAC") == 2
    assert "Held 18 March, to sign" in page


def test_who_speaks_for_her_sees_whom_nobody_tried_to_reach_and_whom_nobody_told(client):
    marac = a_marac()
    a_case(marac, state="RESEARCH_OPEN")
    told, _ = (a_case(marac, state="ACTIONS_OPEN", heard_at=NOON) for _ in range(2))
    with as_role("wb_bulk"):
        told.tellings.create(
            by=marac.idva, agency=marac.service, decided="A safe room", outcome="TOLD",
            how="FACE_TO_FACE", at=NOON, once_key=uuid4(),
        )  # fmt: skip

    page = home_of(client, marac.idva)

    assert "1 person whom nobody has tried to reach" in page
    assert "1 person to tell what was decided" in page
    assert "nobody has tried" not in home_of(client, marac.housing_rep)


def test_a_representative_sees_which_flags_wait(client):
    marac = a_marac()
    case = a_case(marac, state="ACTIONS_OPEN", asked=False, heard_at=NOON)
    with as_role("wb_bulk"):
        case.flags.create(agency=marac.housing, asked_at=NOON, until=date(2099, 1, 1))

    assert "1 flag to set or to take off" in home_of(client, marac.housing_rep)
    assert "to take off" not in home_of(client, marac.rep)


def test_the_sender_sees_what_was_sent_and_may_refer(client):
    school = AgencyFactory()
    sender = worker_at(school, *REFERRING)
    a_sent_referral(by=sender, sender=school)

    page = home_of(client, sender)

    assert "Refer someone" in page
    assert "Waiting for triage" in page


def test_a_worker_elsewhere_sees_nothing_of_it(client):
    a_sent_referral()

    page = home_of(client, worker_at(AgencyFactory(), *REFERRING, Duty.TRIAGE_REFERRALS))

    assert "Wren" not in page
    assert "Nothing is waiting." in page
