"""Actions of a case: proposed to an agency, or taken on by it, before the meeting or at it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.actions import services as actions
from whitebeam.actions.models import Action
from whitebeam.actions.services import NewAction
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case, CaseAction, Meeting
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.queries import case_actions, conflicts
from whitebeam.marac.services.hearing import agency_of
from whitebeam.partners.models import Agency

NOT_THERE = "This case is not on your list"


@dataclass(frozen=True, slots=True)
class NewCaseAction:
    """What is to be done in a case; `is_mine` gives it to whoever raises it."""

    text: str
    agency: Agency
    due_date: date
    once_key: UUID
    rationale: str = ""
    is_mine: bool = False


def due_after(days: int, *, at: datetime) -> date:
    """Return the day that is so many days away."""
    return at.astimezone(LONDON).date() + timedelta(days=days)


@transaction.atomic
def propose_case_action(*, case_id: UUID, new: NewCaseAction, by: User, at: datetime) -> CaseAction:
    """Raise an action in a case outside its meeting; the user's own agency takes it on at once.

    Before the case is heard it counts as planned before the meeting. Done twice with one key, it is
    raised once.

    :raises Refused: if the user does not work on the case, the case has ended, or words are missing
    """
    case = policy.worked_by(by).select_related("panel").filter(pk=case_id).first()
    if case is None:
        raise Refused(NOT_THERE)
    own = conflicts.agency_in(by, case)
    if own is None:
        raise Refused(NOT_THERE)
    return _raise(case, new, own=own, meeting=None, by=by, at=at)


@transaction.atomic
def raise_at_meeting(*, item_id: UUID, new: NewCaseAction, by: User, at: datetime) -> CaseAction:
    """Raise an action while a case is heard: volunteered by its own agency, or proposed to another.

    :raises Refused: if the case was not opened, or its minutes are signed
    """
    items = policy.items_spoken_to_by(by).filter(signed_at=None)
    item = items.select_related("case__panel", "meeting").filter(pk=item_id).first()
    if item is None:
        raise Refused("This case is not open at the meeting")
    own = agency_of(by, item.meeting)
    return _raise(item.case, new, own=own, meeting=item.meeting, by=by, at=at)


def _raise(
    case: Case,
    new: NewCaseAction,
    *,
    own: Agency,
    meeting: Meeting | None,
    by: User,
    at: datetime,
) -> CaseAction:
    if case.state in ENDED:
        raise Refused("This case has ended")
    action = _action(case, new, own=own, by=by, at=at)
    link = case_actions.link_of(by, action)
    if link is not None:
        return link
    link = CaseAction.objects.create(
        case=case,
        action=action,
        meeting=meeting,
        is_before_meeting=meeting is None and case.heard_at is None,
        added_by=by,
        added_at=at,
    )
    # Whom it is about is the case's to say; whoever is kept from them is kept from the action.
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_action_about(%s)", [link.pk])
    audit.record(verb=Happened.ACTION_RAISED, subject=case, action=str(action.pk))
    return link


def _action(case: Case, new: NewCaseAction, *, own: Agency, by: User, at: datetime) -> Action:
    raised = NewAction(
        text=new.text,
        rationale=new.rationale,
        owner_agency=new.agency,
        kept_by=case.panel.coordinated_by,
        raised_for=own,
        due_date=new.due_date,
        once_key=new.once_key,
    )
    if new.agency.pk in case_actions.doing_for(by):
        owner = by if new.is_mine else None
        return actions.volunteer(new=raised, owner=owner, by=by, at=at)
    return actions.propose(new=raised, by=by, at=at)
