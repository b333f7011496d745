"""The list of a meeting: cases put on it, deferred, taken off, and meetings planned ahead."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    CasePerson,
    LateReason,
    Meeting,
    Panel,
    Statement,
)
from whitebeam.marac.queries import calendar, cases, settings
from whitebeam.marac.rules.calendar import Sitting, sittings
from whitebeam.marac.services import checking, flagging, moving

OPEN = (Meeting.State.PLANNED, Meeting.State.CIRCULATED)
LISTABLE = (
    Case.State.ACCEPTED,
    Case.State.RESEARCH_OPEN,
    Case.State.RESEARCH_CLOSED,
    Case.State.DEFERRED,
)
LATE_NAMED = "The list closed for this meeting. Select why it cannot wait, or choose another."
LATE = "The list closed for this meeting. Enter why this case cannot wait, or choose another."


@transaction.atomic
def list_case(
    *,
    case_id: UUID,
    meeting_id: UUID,
    minutes: int,
    late_reason: str,
    by: User,
    at: datetime,
    late_because: LateReason | None = None,
) -> AgendaItem:
    """Put an accepted or deferred case on the list of its panel's meeting.

    :raises Refused: if it is listed already, the meeting has begun or is another panel's, the
        list has closed and no reason of the partnership's is given, or it waits for the check of
        who harms whom
    """
    case = moving.locked(case_id, among=policy.coordinated_by(by).filter(state__in=LISTABLE))
    checking.require_checked(case)
    meeting = _open_meeting(meeting_id, by=by)
    if meeting.panel_id != case.panel_id:
        raise Refused("Choose a meeting of the panel that this case was referred to")
    is_late = at > meeting.cut_off_at
    if is_late:
        _require_late(late_because, late_reason)
    if case.listings.filter(outcome="", is_aside=False).exists():
        raise Refused("This case is on a list already. Defer it first.")
    item = AgendaItem.objects.create(
        **_place_of(case, meeting, minutes=minutes),
        late_because=late_because if is_late else None,
        late_reason=late_reason.strip() or None if is_late else None,
        listed_by=by,
        listed_at=at,
    )
    again = case.state == Case.State.DEFERRED
    moving.step(
        case,
        Case.State.RELISTED if again else Case.State.LISTED,
        verb=Happened.LISTED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="late" if is_late else "",
    )
    telling.referrer(case, template="marac_listed", at=at)
    # Whoever researches it already flags from now; the others once they are asked.
    flagging.ask_on_listing([case], about=case, at=at)
    return item


@transaction.atomic
def defer(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Take a case off a list for now, with the reason; it waits to be listed again.

    :raises Refused: if it is on no list, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why the case is deferred")
    case = moving.locked(case_id, among=policy.visible_to(by, *policy.RUNNING))
    if not take_off(case, outcome=AgendaItem.Outcome.DEFERRED, reason=words):
        raise Refused("This case is on no list")
    moving.step(
        case,
        Case.State.DEFERRED,
        verb=Happened.DEFERRED,
        agency=policy.acting_agency(by, case),
        by=by,
        at=at,
        words=words,
    )
    return case


def take_off(case: Case, *, outcome: AgendaItem.Outcome, reason: str) -> bool:
    """End a case's place on the list at which it waits; say whether there was one."""
    item = case.listings.select_for_update().filter(outcome="", is_aside=False).first()
    if item is None:
        return False
    item.outcome, item.outcome_reason = outcome, reason
    item.save(update_fields=["outcome", "outcome_reason", "updated_at"])
    return True


@transaction.atomic
def plan_meetings(*, panel: Panel, until: date, by: User, at: datetime) -> list[Meeting]:
    """Plan the panel's usual meetings after today, up to a day; those there are stay as they are.

    :raises Refused: if the user does not coordinate the panel
    """
    if not policy.panels_coordinated_by(by).filter(pk=panel.pk).exists():
        raise Refused("You do not coordinate this panel")
    statement = Statement.objects.filter(starts_on__lte=until).order_by("-version").first()
    held = set(
        Meeting.objects.filter(panel=panel, kind=Meeting.Kind.PANEL).values_list(
            "starts_at", flat=True
        )
    )
    made = [
        Meeting.objects.create(
            panel=panel,
            starts_at=one.starts_at,
            cut_off_at=one.cut_off_at,
            research_due_at=one.research_due_at,
            minutes=panel.pattern["minutes"],
            place=panel.pattern.get("place", ""),
            coordinated_by=panel.coordinated_by,
            called_by=by,
            statement=statement,
        )
        for one in usual_sittings(panel, after=at.date(), until=until)
        if one.starts_at not in held
    ]
    audit.record(verb=Happened.MEETINGS_PLANNED, subject=panel, number=len(made), until=until)
    return made


def usual_sittings(panel: Panel, *, after: date, until: date) -> list[Sitting]:
    """Return the sittings that the panel's pattern and its area's clocks ask for."""
    return list(
        sittings(
            first_on=date.fromisoformat(panel.pattern["first_on"]),
            every_days=settings.value("marac.meeting_every_days", area=panel.area),
            starts_at=time.fromisoformat(panel.pattern["starts_at"]),
            cut_off_days=settings.value("marac.circulate_days", area=panel.area),
            closes=time.fromisoformat(settings.value("marac.cut_off_time", area=panel.area)),
            research_days=settings.value("marac.research_return_days", area=panel.area),
            after=after,
            until=until,
        )
    )


def _place_of(case: Case, meeting: Meeting, *, minutes: int) -> dict[str, Any]:
    """Return what the place of a case on a list says of it."""
    origin = cases.origin_of(case)
    return {
        "meeting": meeting,
        "case": case,
        "minutes": minutes,
        "position": meeting.items.count() + 1,
        "has_children": case.people.filter(part=CasePerson.Part.CHILD).exists(),
        "from_marac": origin.other_marac if origin else "",
    }


def _require_late(because: LateReason | None, words: str) -> None:
    """Ask for a reason of the partnership's where it keeps some, and for words where they count."""
    offered = calendar.late_reasons()
    if because is None and offered.exists():
        raise Refused(LATE_NAMED)
    if because is not None and not offered.filter(pk=because.pk).exists():
        raise Refused("Select a reason that holds today")
    if not words.strip() and because is None:
        raise Refused(LATE)
    if not words.strip() and because is not None and because.needs_detail:
        raise Refused("Enter what more is to be said of why it is late")


def _open_meeting(meeting_id: UUID, *, by: User) -> Meeting:
    meeting = policy.meetings_run_by(by).filter(pk=meeting_id, state__in=OPEN).first()
    if meeting is None:
        raise Refused("Choose a meeting that has not begun")
    return meeting
