"""A meeting is run by its coordinator and chair of today; who once was either runs nothing."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_marac, a_meeting, acting_as
from tests.meeting_builders import a_sitting
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Attendance, CaseBlock, Meeting
from whitebeam.marac.queries import calendar
from whitebeam.marac.services import hearing
from whitebeam.partners.models import Duty, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.walls]
RESEARCH = [str(Duty.RESEARCH_MARAC)]


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    """A meeting that the coordinator planned and the chair of the panel is named for."""
    return a_sitting(marac, called_by=marac.coordinator)


def moves_to_housing(marac, user):
    """Let somebody leave her agency and research for another that sits on the panel."""
    with as_role("wb_bulk"):
        Membership.objects.filter(user=user).update(agency=marac.housing, duties=RESEARCH)


def changed(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"update {table} set {column} = {column}")
        return cursor.rowcount


@pytest.mark.parametrize("who", ["coordinator", "chair"])
def test_whoever_has_left_runs_none_of_the_meetings_that_name_her(client, marac, sitting, who):
    user = getattr(marac, who)
    moves_to_housing(marac, user)
    browser = with_second_factor(client, user)

    browser.post(reverse("marac:live_begin", args=[sitting.meeting.pk]))
    noted = browser.get(reverse("marac:note_apologies", args=[sitting.meeting.pk]))

    assert noted.status_code == 404
    with acting_as(user):
        assert not policy.meetings_run_by(user).exists()
        assert changed("marac_meeting", "state") == 0
        assert changed("marac_attendance", "role") == 1
    with as_role("wb_bulk"):
        assert Meeting.objects.get().state == "PLANNED"


def test_a_deputy_of_the_chair_begins_ends_and_is_asked_to_sign(marac, sitting):
    deputy = worker_at(marac.police, Duty.CHAIR_MARAC)
    with as_role("wb_bulk"):
        Attendance.objects.create(
            meeting=sitting.meeting, agency=marac.police, user=deputy, role="DEPUTY",
            statement=marac.statement, accepted_at=NOON,
        )  # fmt: skip

    with acting_as(deputy):
        hearing.begin(meeting_id=sitting.meeting.pk, by=deputy, at=NOON)
        hearing.end(meeting_id=sitting.meeting.pk, by=deputy, at=NOON)

        assert calendar.to_sign(deputy) == [sitting.meeting]


def test_a_chair_of_another_panel_runs_nothing_here(marac, sitting):
    other = worker_at(marac.outside, Duty.CHAIR_MARAC, Duty.COORDINATE_MARAC)

    with acting_as(other):
        assert not policy.meetings_run_by(other).exists()
        assert changed("marac_meeting", "state") == 0


def test_past_every_service_nobody_sits_for_another_agency(marac):
    meeting = a_meeting(marac)
    seat = {"meeting": meeting, "user": marac.rep, "role": "REPRESENTATIVE"}

    with acting_as(marac.rep):
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            Attendance.objects.create(**seat, agency=marac.housing)
        Attendance.objects.create(**seat, agency=marac.police)


@pytest.fixture
def talk(marac, sitting):
    """A professionals' meeting that the representative called about the first case."""
    with as_role("wb_bulk"):
        meeting = Meeting.objects.create(
            panel=marac.panel, kind="PROFESSIONALS", starts_at=NOON, minutes=30, cut_off_at=NOON,
            research_due_at=NOON, coordinated_by=marac.hub, called_by=marac.rep, chair=marac.rep,
        )  # fmt: skip
        AgendaItem.objects.create(
            meeting=meeting, case=sitting.cases[0], minutes=30, is_aside=True,
            listed_by=marac.rep, listed_at=NOON,
        )  # fmt: skip
    return meeting


def runs(user, meeting):
    with acting_as(user):
        return policy.meetings_run_by(user).filter(pk=meeting.pk).exists()


def test_whoever_called_professionals_runs_that_meeting_while_she_works_on_the_case(marac, talk):
    assert runs(marac.rep, talk)
    assert runs(marac.coordinator, talk)
    assert not runs(marac.chair, talk)


def test_to_a_caller_who_is_kept_from_the_case_the_meeting_is_not_there(
    client, marac, sitting, talk
):
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=sitting.cases[0], user=marac.rep, reason="They are related",
            set_by=marac.coordinator, set_at=NOON,
        )  # fmt: skip
    browser = with_second_factor(client, marac.rep)

    assert browser.get(reverse("marac:meeting", args=[talk.pk])).status_code == 404
    assert not runs(marac.rep, talk)
    with acting_as(marac.rep), connection.cursor() as cursor:
        cursor.execute("select count(*) from marac_meeting where id = %s", [talk.pk])
        assert cursor.fetchone() == (0,)


def test_to_a_caller_who_has_left_the_meeting_is_not_there(marac, talk):
    with as_role("wb_bulk"):
        Membership.objects.filter(user=marac.rep).update(agency=marac.outside, duties=RESEARCH)

    with acting_as(marac.rep):
        assert not policy.meetings_attended_by(marac.rep).filter(pk=talk.pk).exists()
        assert not policy.meetings_seen_by(marac.rep).filter(pk=talk.pk).exists()
