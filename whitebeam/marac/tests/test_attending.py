"""Who is at a meeting: statement, apologies, joining; the paper stays shut before the statement."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.meeting_builders import a_sitting
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Attendance, CaseBlock, Statement
from whitebeam.marac.services import asking, attending, speaking
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def meeting(marac):
    meeting = a_meeting(marac)
    a_listing(meeting, a_case(marac, state="RESEARCH_CLOSED"))
    return meeting


def accept(user, meeting, at=NOON):
    with acting_as(user):
        return attending.accept_statement(meeting_id=meeting.pk, by=user, at=at)


def noted(user):
    with as_role("wb_bulk"):
        return Attendance.objects.get(user=user)


@pytest.mark.parametrize(
    ("who", "role"),
    [("chair", "CHAIR"), ("coordinator", "COORDINATOR"), ("rep", "REPRESENTATIVE"),
     ("idva", "IDVA"), ("referrer", "REFERRER")],
)  # fmt: skip
def test_everybody_accepts_in_their_role(marac, meeting, who, role):
    row = accept(getattr(marac, who), meeting)

    assert (row.role, row.statement, row.accepted_at) == (role, marac.statement, NOON)


def test_accepting_twice_keeps_the_first_moment(marac, meeting):
    accept(marac.rep, meeting)

    assert accept(marac.rep, meeting, at=LATER).accepted_at == NOON
    with as_role("wb_bulk"):
        assert Attendance.objects.filter(meeting=meeting).count() == 1


@pytest.mark.parametrize("state", ["ENDED", "SIGNED"])
def test_whoever_was_not_there_accepts_later_and_her_apologies_stand(marac, meeting, state):
    with acting_as(marac.rep):
        attending.apologise(meeting_id=meeting.pk, has_sent_information=True, by=marac.rep, at=NOON)
    signed = {"signed_at": NOON, "signed_by": marac.chair} if state == "SIGNED" else {}
    with as_role("wb_bulk"):
        type(meeting).objects.filter(pk=meeting.pk).update(
            state=state, began_at=NOON, ended_at=NOON, **signed
        )

    row = accept(marac.rep, meeting, at=LATER)

    assert (row.accepted_at, row.apologised_at, row.joined_at) == (LATER, NOON, None)


def test_a_cancelled_meeting_has_no_statement_to_accept(marac, meeting):
    with as_role("wb_bulk"):
        type(meeting).objects.filter(pk=meeting.pk).update(state="CANCELLED")

    with pytest.raises(Refused, match="over"):
        accept(marac.rep, meeting)


def test_a_stranger_has_no_seat(marac, meeting):
    with pytest.raises(Refused, match="over"):
        accept(marac.outsider, meeting)


def test_refuses_where_there_is_no_statement(marac):
    meeting = a_meeting(marac, statement=None)
    with as_role("wb_bulk"):
        Statement.objects.all().update(starts_on="2099-01-01")

    with pytest.raises(Refused, match="no confidentiality statement"):
        accept(marac.rep, meeting)


def test_a_deputy_sits_as_one(marac, meeting):
    with as_role("wb_bulk"):
        marac.rep.memberships.update(is_deputy=True)

    assert accept(marac.rep, meeting).role == "DEPUTY"


def test_nobody_joins_before_they_have_accepted(marac, meeting):
    with as_role("wb_bulk"):
        type(meeting).objects.filter(pk=meeting.pk).update(state="RUNNING")

    with acting_as(marac.rep), pytest.raises(Refused, match="Accept the confidentiality"):
        attending.join(meeting_id=meeting.pk, by=marac.rep, at=NOON)


def test_a_late_joiner_accepts_and_is_noted_once(marac):
    sitting = a_sitting(marac, running=True)
    for at in (NOON, LATER):
        with acting_as(marac.rep):
            row = attending.join(meeting_id=sitting.meeting.pk, by=marac.rep, at=at)

    assert row.joined_at == NOON


def test_nobody_joins_what_does_not_run(marac):
    sitting = a_sitting(marac)

    with acting_as(marac.rep), pytest.raises(Refused, match="not running"):
        attending.join(meeting_id=sitting.meeting.pk, by=marac.rep, at=NOON)


def test_apologies_say_whether_information_was_sent(marac, meeting):
    with acting_as(marac.rep):
        attending.apologise(meeting_id=meeting.pk, has_sent_information=True, by=marac.rep, at=NOON)

    row = noted(marac.rep)
    assert (row.apologised_at, row.has_sent_information) == (NOON, True)


def test_the_coordinator_notes_apologies_for_another(marac, meeting):
    with acting_as(marac.coordinator):
        attending.note_apologies(
            meeting_id=meeting.pk,
            user=marac.housing_rep,
            has_sent_information=False,
            by=marac.coordinator,
            at=NOON,
        )

    assert noted(marac.housing_rep).apologised_at == NOON


def test_a_representative_notes_nobody_elses(marac, meeting):
    with acting_as(marac.rep), pytest.raises(Refused, match="do not run"):
        attending.note_apologies(
            meeting_id=meeting.pk,
            user=marac.housing_rep,
            has_sent_information=False,
            by=marac.rep,
            at=NOON,
        )


def test_whoever_is_there_sends_no_apologies(marac):
    sitting = a_sitting(marac, running=True)
    with acting_as(marac.rep):
        attending.join(meeting_id=sitting.meeting.pk, by=marac.rep, at=NOON)
        with pytest.raises(Refused, match="at this meeting already"):
            attending.apologise(
                meeting_id=sitting.meeting.pk, has_sent_information=True, by=marac.rep, at=NOON
            )


CLOSED = ("papers", "attendance", "conflicts", "last_time", "live", "live_parts", "minutes")


@pytest.mark.parametrize("page", CLOSED)
def test_before_the_statement_its_page_stands_in_for_every_paper(client, marac, meeting, page):
    client.force_login(marac.rep)

    answer = client.get(reverse(f"marac:{page}", args=[meeting.pk]))

    assert answer.status_code == 403
    assert "What is said here stays." in answer.content.decode()
    assert "WM-" not in answer.content.decode()


def test_the_statement_opens_the_agenda(client, marac, meeting):
    client.force_login(marac.rep)
    address = reverse("marac:meeting", args=[meeting.pk])

    assert "WM-" not in client.get(address).content.decode()
    client.post(reverse("marac:statement", args=[meeting.pk]))

    assert "WM-" in client.get(address).content.decode()


def test_the_adviser_of_another_service_than_the_panel_s_takes_her_seat(marac):
    service = AgencyFactory(name="Another service")
    SharingAgreementFactory(between=[marac.hub, service])
    adviser = worker_at(service, Duty.SUPPORT_VICTIMS)
    case, meeting = a_case(marac, state="RESEARCH_CLOSED"), a_meeting(marac)
    a_listing(meeting, case)
    with as_role("wb_bulk"):
        case.participants.filter(capacity="IDVA").update(ended_at=NOON)
    with pytest.raises(Refused, match="over"):
        accept(adviser, meeting)
    with acting_as(marac.coordinator):
        speaking.ask_service(case_id=case.pk, service=service, by=marac.coordinator, at=NOON)

    row = accept(adviser, meeting)

    assert (row.agency, row.role) == (service, "IDVA")


def test_an_agency_that_was_asked_beside_the_panel_takes_its_seat(marac):
    case, meeting = a_case(marac, state="RESEARCH_OPEN"), a_meeting(marac)
    a_listing(meeting, case)
    with acting_as(marac.coordinator):
        asking.ask_another(
            case.pk, marac.outside, by=marac.coordinator, at=NOON, emergency="He is there tonight"
        )

    row = accept(marac.outsider, meeting)

    assert (row.agency, row.role) == (marac.outside, "REPRESENTATIVE")


def test_to_whom_the_case_is_blocked_it_gives_no_seat(marac):
    case, meeting = a_case(marac, state="RESEARCH_OPEN"), a_meeting(marac)
    a_listing(meeting, case)
    with acting_as(marac.coordinator):
        asking.ask_another(
            case.pk, marac.outside, by=marac.coordinator, at=NOON, emergency="He is there tonight"
        )
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.outsider, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    with pytest.raises(Refused, match="over"):
        accept(marac.outsider, meeting)
