"""A planned meeting that is cancelled or moved: its cases, and everybody who was to come."""

from datetime import datetime, time
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import AgendaItem, Case, LateReason, Meeting, MeetingChange
from whitebeam.marac.models.states import MOVES, State
from whitebeam.marac.queries import rescheduling as queries
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.calendar import sitting_on
from whitebeam.marac.rules.research_due import ONE_WORKING_DAY, research_due
from whitebeam.marac.services import listing, moving
from whitebeam.notices import services as notices

NOT_PLANNED = "Only the coordinator changes a meeting, and only one that has not begun"
CALLED_OFF = "Its meeting was cancelled"
Kind = MeetingChange.Kind
Outcome = AgendaItem.Outcome


@transaction.atomic
def cancel(*, meeting_id: UUID, reason: str, by: User, at: datetime) -> Meeting:
    """Cancel a meeting: its cases wait to be listed again, and everybody invited is told.

    What agencies answered stays with the cases. A case that does not exist for whoever cancels is
    put back by the database, which tells her nothing.

    :raises Refused: if the user does not coordinate it, it has begun, or no reason is given
    """
    meeting = _planned(meeting_id, by=by)
    _keep(meeting, Kind.CANCELLED, reason, by=by, at=at)
    for item in queries.waiting_on(by, meeting).select_for_update(of=("self",)):
        item.outcome, item.outcome_reason = Outcome.CALLED_OFF, CALLED_OFF
        item.version += 1
        item.save(update_fields=["outcome", "outcome_reason", "version", "updated_at"])
        _put_back(item.case_id, reason, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_call_off(%s, %s)", [meeting.pk, at])
    meeting.state = Meeting.State.CANCELLED
    meeting.version += 1
    meeting.save(update_fields=["state", "version", "updated_at"])
    audit.record(verb=Happened.MEETING_CANCELLED, subject=meeting)
    _tell(meeting, template="marac_meeting_cancelled", at=at)
    return meeting


@transaction.atomic
def move(*, meeting_id: UUID, starts_at: datetime, reason: str, by: User, at: datetime) -> Meeting:
    """Move a meeting to another moment; its list, and the time for research, close by the clocks.

    :raises Refused: if the user does not coordinate it, it has begun, no reason is given, the
        moment is over or the panel sits then already
    """
    meeting = _planned(meeting_id, by=by)
    if starts_at <= at:
        raise Refused("Choose a moment that is to come")
    if queries.sits_at(meeting, starts_at):
        raise Refused("This panel has a meeting at that moment already")
    area, local = meeting.panel.area, starts_at.astimezone(LONDON)
    sitting = sitting_on(
        local.date(),
        time(local.hour, local.minute),
        cut_off_days=settings.value("marac.circulate_days", area=area),
        research_days=settings.value("marac.research_return_days", area=area),
        closes=time.fromisoformat(settings.value("marac.cut_off_time", area=area)),
    )
    _keep(meeting, Kind.MOVED, reason, by=by, at=at, now_at=starts_at)
    meeting.starts_at, meeting.cut_off_at = sitting.starts_at, sitting.cut_off_at
    meeting.research_due_at = sitting.research_due_at
    meeting.version += 1
    meeting.save(
        update_fields=["starts_at", "cut_off_at", "research_due_at", "version", "updated_at"]
    )
    _move_research(meeting, at=at)
    audit.record(verb=Happened.MEETING_MOVED, subject=meeting)
    _tell(meeting, template="marac_meeting_moved", at=at)
    return meeting


@transaction.atomic
def list_again(
    *,
    meeting_id: UUID,
    onto: UUID,
    late_reason: str,
    by: User,
    at: datetime,
    late_because: LateReason | None = None,
) -> list[AgendaItem]:
    """Put every case of a cancelled meeting that still waits on another list, in one go.

    :raises Refused: if none waits, or one of them may not be put on that list
    """
    waiting = queries.to_list_again(by, meeting_id)
    if not waiting:
        raise Refused("No case of this meeting waits to be listed again")
    return [
        listing.list_case(
            case_id=item.case_id,
            meeting_id=onto,
            minutes=item.minutes,
            late_reason=late_reason,
            late_because=late_because,
            by=by,
            at=at,
        )
        for item in waiting
    ]


def _planned(meeting_id: UUID, *, by: User) -> Meeting:
    rows = policy.meetings_planned_by(by).select_for_update(of=("self",))
    meeting = rows.select_related("panel__area").filter(pk=meeting_id).first()
    if meeting is None:
        raise Refused(NOT_PLANNED)
    return meeting


def _keep(
    meeting: Meeting,
    kind: Kind,
    reason: str,
    *,
    by: User,
    at: datetime,
    now_at: datetime | None = None,
) -> None:
    if not reason.strip():
        raise Refused(f"Enter why the meeting is {kind.label.lower()}")
    MeetingChange.objects.create(
        meeting=meeting,
        kind=kind,
        was_at=meeting.starts_at,
        now_at=now_at,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def _put_back(case_id: UUID, reason: str, *, by: User, at: datetime) -> None:
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    if State.DEFERRED not in MOVES[State(case.state)]:
        return
    moving.step(
        case,
        Case.State.DEFERRED,
        verb=Happened.DEFERRED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="called_off",
        words=reason,
    )


def _move_research(meeting: Meeting, *, at: datetime) -> None:
    """Let what is not answered be due by the moved meeting, also of cases that she may not see."""
    due_at = research_due(
        asked_at=at,
        meeting_due_at=meeting.research_due_at,
        starts_at=meeting.starts_at,
        within=ONE_WORKING_DAY,
    )
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_move_research(%s, %s)", [meeting.pk, due_at])


def _tell(meeting: Meeting, *, template: str, at: datetime) -> None:
    for user in queries.invited(meeting):
        notices.tell(user, template=template, about=meeting, at=at)
