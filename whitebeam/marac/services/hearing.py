"""The meeting as it runs: begun, one case open at a time, closed as heard, ended."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import AgendaItem, Meeting
from whitebeam.marac.models.states import MOVES, State
from whitebeam.marac.queries import meetings
from whitebeam.marac.services import checking, moving
from whitebeam.partners.models import Agency

NOT_YOURS = "Only the coordinator or the chair of this meeting may do that"
NOT_NOW = "This case cannot be opened now. It has moved on."
Outcome = AgendaItem.Outcome
NOT_BEGUN = (Meeting.State.PLANNED, Meeting.State.CIRCULATED)


@transaction.atomic
def begin(*, meeting_id: UUID, by: User, at: datetime) -> Meeting:
    """Begin the meeting; beginning it twice changes nothing.

    :raises Refused: if the user does not run it, has not accepted the statement, or it is over
    """
    meeting = _run(meeting_id, by=by)
    if meeting.state == Meeting.State.RUNNING:
        return meeting
    if meeting.state not in NOT_BEGUN:
        raise Refused("This meeting has ended")
    _seated(meeting, by)
    meeting.state, meeting.began_at = Meeting.State.RUNNING, at
    meeting.statement = meetings.statement_of(meeting)
    _save(meeting, "began_at", "statement")
    audit.record(verb=Happened.BEGAN, subject=meeting)
    return meeting


@transaction.atomic
def end(*, meeting_id: UUID, by: User, at: datetime) -> Meeting:
    """End the meeting, closing the case that is open; what was not reached is to be listed again.

    :raises Refused: if the user does not run it, or it does not run
    """
    meeting = _running(meeting_id, by=by)
    _leave_open_case(meeting, by=by, at=at)
    _put_off_the_rest(meeting, by=by, at=at)
    meeting.state, meeting.ended_at = Meeting.State.ENDED, at
    _save(meeting, "ended_at")
    audit.record(verb=Happened.ENDED, subject=meeting)
    return meeting


@transaction.atomic
def open_case(*, item_id: UUID, by: User, at: datetime) -> AgendaItem:
    """Open one case of the list, closing the one before as heard; open it twice, nothing changes.

    What is talked over beside the list may be just who harms whom; a hearing waits for the check.

    :raises Refused: if the user does not run the meeting, it does not run, the case was heard, or
        it waits for the check of who harms whom
    """
    item = _item(item_id, by=by)
    meeting = _running(item.meeting_id, by=by)
    if item.opened_at is not None and item.closed_at is None:
        return item
    if item.outcome != Outcome.WAITING:
        raise Refused(NOT_NOW)
    if not item.is_aside:
        checking.require_checked(item.case)
    _leave_open_case(meeting, by=by, at=at)
    item.opened_at, item.closed_at = at, None
    _save(item, "opened_at", "closed_at")
    audit.record(verb=Happened.CASE_BEGUN, subject=item.case, meeting=str(meeting.pk))
    return item


@transaction.atomic
def close_case(*, item_id: UUID, by: User, at: datetime) -> AgendaItem:
    """Close the open case as heard.

    :raises Refused: if the user does not run the meeting, or the case is not open
    """
    item = _item(item_id, by=by)
    _running(item.meeting_id, by=by)
    if item.outcome == Outcome.HEARD:
        return item
    if item.opened_at is None or item.closed_at is not None:
        raise Refused("This case is not open")
    _close(item, by=by, at=at)
    return item


def _leave_open_case(meeting: Meeting, *, by: User, at: datetime) -> None:
    seen = policy.items_run_by(by).filter(meeting=meeting)
    for item in _locked(seen.filter(opened_at__isnull=False, closed_at=None)):
        _close(item, by=by, at=at)
    # A case that does not exist for whoever opens the next may be open; it is set aside unheard.
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_set_aside(%s)", [meeting.pk])


def _put_off_the_rest(meeting: Meeting, *, by: User, at: datetime) -> None:
    for item in _locked(policy.items_run_by(by).filter(meeting=meeting, outcome=Outcome.WAITING)):
        item.outcome = Outcome.NOT_REACHED
        _save(item, "outcome")
        case = moving.locked(item.case_id, among=policy.worked_by(by))
        # What professionals were called together for and did not open stands where it stood.
        stays = item.is_aside or meeting.kind == Meeting.Kind.PROFESSIONALS
        if stays or State.DEFERRED not in MOVES[State(case.state)]:
            continue
        moving.step(
            case,
            State.DEFERRED,
            verb=Happened.DEFERRED,
            agency=agency_of(by, meeting),
            by=by,
            at=at,
            reason="not_reached",
        )
    # What does not exist for whoever ends the meeting is put off all the same, and tells nothing.
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_put_off(%s, %s)", [meeting.pk, at])


def _close(item: AgendaItem, *, by: User, at: datetime) -> None:
    item.closed_at, item.outcome = at, Outcome.HEARD
    _save(item, "closed_at", "outcome")
    if item.is_aside:
        # The case keeps its place on the list of its panel, where it is heard.
        audit.record(verb=Happened.TALKED_OVER, subject=item.case, meeting=str(item.meeting_id))
        return
    case = moving.locked(item.case_id, among=policy.worked_by(by))
    if case.state == State.HEARD:
        return
    case.heard_at = at
    moving.step(
        case,
        State.HEARD,
        verb=Happened.HEARD,
        agency=agency_of(by, item.meeting),
        by=by,
        at=at,
        changed=("heard_at",),
    )


def agency_of(user: User, meeting: Meeting) -> Agency:
    """Return the agency for which the user sits at this meeting.

    :raises Refused: if she has not accepted its statement
    """
    row = meetings.attendance_of(user, meeting)
    if row is None or row.accepted_at is None:
        raise Refused("Accept the confidentiality statement first")
    return row.agency


def _seated(meeting: Meeting, by: User) -> None:
    agency_of(by, meeting)


def _item(item_id: UUID, *, by: User) -> AgendaItem:
    found = _locked(policy.items_run_by(by).filter(pk=item_id))
    if not found:
        raise Refused(NOT_YOURS)
    return found[0]


def _locked(items: QuerySet[AgendaItem]) -> list[AgendaItem]:
    return list(items.select_for_update(of=("self",)).select_related("case__panel", "meeting"))


def _run(meeting_id: UUID, *, by: User) -> Meeting:
    found = policy.meetings_run_by(by).select_for_update(of=("self",)).filter(pk=meeting_id)
    meeting = meetings.with_panel(found).first()
    if meeting is None:
        raise Refused(NOT_YOURS)
    return meeting


def _running(meeting_id: UUID, *, by: User) -> Meeting:
    meeting = _run(meeting_id, by=by)
    if meeting.state != Meeting.State.RUNNING:
        raise Refused("This meeting is not running")
    _seated(meeting, by)
    return meeting


def _save(row: Meeting | AgendaItem, *columns: str) -> None:
    row.version += 1
    columns = (*columns, "state") if isinstance(row, Meeting) else columns
    row.save(update_fields=[*columns, "version", "updated_at"])
