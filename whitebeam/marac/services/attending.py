"""Who is at a meeting: the statement accepted by each, apologies, deputies, coming and going."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Attendance, Meeting
from whitebeam.marac.queries import meetings

NO_SEAT = "You have no seat at this meeting"
OVER = "This meeting is over"
DONE = (Meeting.State.SIGNED, Meeting.State.CANCELLED)
OVER_NOW = (Meeting.State.ENDED, Meeting.State.SIGNED)


@transaction.atomic
def accept_statement(*, meeting_id: UUID, by: User, at: datetime) -> Attendance:
    """Note that the user accepts the statement of this meeting; the papers open with it.

    Whoever was not there accepts it later, to read her agency's minutes: her apologies stand.

    :raises Refused: if she has no seat, the meeting was cancelled, or it has no statement
    """
    meeting = _attended(meeting_id, by=by, but=(Meeting.State.CANCELLED,))
    statement = meetings.statement_of(meeting)
    if statement is None:
        raise Refused("There is no confidentiality statement to accept. Tell the coordinator.")
    row = _row(meeting, by)
    if row.accepted_at is None:
        row.statement, row.accepted_at = statement, at
        row.apologised_at = row.apologised_at if meeting.state in OVER_NOW else None
        _keep(row, "statement", "accepted_at", "apologised_at")
        audit.record(verb=Happened.STATEMENT_ACCEPTED, subject=meeting, statement=str(statement.pk))
    return row


@transaction.atomic
def apologise(*, meeting_id: UUID, has_sent_information: bool, by: User, at: datetime) -> None:
    """Note that the user cannot come, and whether her agency's information was sent.

    :raises Refused: if she has no seat, is there already, or the meeting is over
    """
    meeting = _attended(meeting_id, by=by)
    row = _row(meeting, by)
    if meeting.state == Meeting.State.ENDED:
        raise Refused(OVER)
    if row.joined_at is not None:
        raise Refused("You are at this meeting already")
    row.apologised_at, row.has_sent_information = at, has_sent_information
    _keep(row, "apologised_at", "has_sent_information")
    audit.record(verb=Happened.APOLOGISED, subject=meeting, sent=has_sent_information)


@transaction.atomic
def note_apologies(
    *, meeting_id: UUID, user: User, has_sent_information: bool, by: User, at: datetime
) -> None:
    """Note, as whoever runs the meeting, that somebody of a panel's agency sent apologies.

    :raises Refused: if the user does not run it, or the other has no seat or is there already
    """
    meeting = _run(meeting_id, by=by)
    row = _row(meeting, user)
    if row.joined_at is not None:
        raise Refused("They are at this meeting already")
    row.apologised_at, row.has_sent_information = at, has_sent_information
    _keep(row, "apologised_at", "has_sent_information")
    audit.record(verb=Happened.ATTENDANCE_NOTED, subject=meeting, user_id=user.pk)


@transaction.atomic
def join(*, meeting_id: UUID, by: User, at: datetime) -> Attendance:
    """Note that the user is in the meeting, once; a late joiner has accepted like everybody.

    :raises Refused: if she has not accepted the statement, or the meeting does not run
    """
    meeting = _attended(meeting_id, by=by)
    row = meetings.attendance_of(by, meeting)
    if row is None or row.accepted_at is None:
        raise Refused("Accept the confidentiality statement first")
    if meeting.state != Meeting.State.RUNNING:
        raise Refused("This meeting is not running")
    if row.joined_at is None:
        row.joined_at, row.left_at = at, None
        row.save(update_fields=["joined_at", "left_at", "updated_at"])
        audit.record(verb=Happened.JOINED, subject=meeting)
    return row


def _attended(meeting_id: UUID, *, by: User, but: Collection[str] = DONE) -> Meeting:
    found = policy.meetings_attended_by(by).exclude(state__in=but)
    meeting = meetings.with_panel(found).filter(pk=meeting_id).first()
    if meeting is None:
        raise Refused(OVER)
    return meeting


def _run(meeting_id: UUID, *, by: User) -> Meeting:
    found = policy.meetings_run_by(by).exclude(state__in=DONE)
    meeting = meetings.with_panel(found).filter(pk=meeting_id).first()
    if meeting is None:
        raise Refused("You do not run this meeting")
    return meeting


def _keep(row: Attendance, *columns: str) -> None:
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.save(update_fields=[*columns, "updated_at"])


def _row(meeting: Meeting, user: User) -> Attendance:
    """Return the row of somebody with a seat; made, not saved, if there is none yet."""
    found = meetings.attendance_of(user, meeting)
    if found is not None:
        return found
    seat = meetings.seat_of(user, meeting)
    if seat is None:
        raise Refused(NO_SEAT)
    return Attendance(meeting=meeting, agency=seat.agency, user=user, role=seat.role)
