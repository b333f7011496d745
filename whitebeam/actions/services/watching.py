"""The clock's own work: one chaser a day for what is late, or waits for a yes.

Done by the process *actions_clock*. It may be repeated: an action is chased once a day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.actions.events import Happened
from whitebeam.actions.models import Action, Chase
from whitebeam.actions.policy import COUNTING, DOING
from whitebeam.actions.rules.chasing import Patience, Step, step_due
from whitebeam.actions.telling import people_with
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.notices import services as notices
from whitebeam.partners.models import Duty


@dataclass(frozen=True, slots=True)
class Chased:
    """What a chaser is about, and the moment at which it is told."""

    action: Action
    at: datetime


@transaction.atomic
def chase(action_id: UUID, *, patience: Patience, on: date, at: datetime) -> bool:
    """Send the chaser of this day for one action; say whether there was one to send.

    It goes up as far as it must: where nobody can be told, the next is, so that it never falls
    into silence. An action that was closed meanwhile, or chased today, is passed over.
    """
    rows = Action.objects.select_for_update(of=("self",), skip_locked=True)
    waiting = rows.filter(pk=action_id, closed_at=None).exclude(chases__on=on)
    action = waiting.select_related("owner_agency", "owner", "kept_by").first()
    step = _step(action, patience=patience, on=on) if action else None
    if action is None or step is None:
        return False
    told, reached = _tell_up_to(step, Chased(action, at))
    Chase.objects.create(action=action, on=on, step=reached, at=at, told=told)
    audit.record(verb=Happened.CHASED, subject=action, step=str(reached), on=on)
    return True


def _step(action: Action, *, patience: Patience, on: date) -> Step | None:
    return step_due(
        due_date=action.due_date,
        raised_on=action.raised_at.astimezone(LONDON).date(),
        is_proposed=action.state == Action.State.PROPOSED,
        on=on,
        patience=patience,
    )


def _tell_up_to(step: Step, chased: Chased) -> tuple[int, Step]:
    told, reached = _tell_doers(chased), Step.OWNER
    if step != Step.OWNER or not _doers(chased.action):
        told, reached = told + _tell_lead(chased), Step.LEAD
    if step == Step.STEERING or not (_doers(chased.action) or _leads(chased.action)):
        told, reached = told + _tell_steering(chased), Step.STEERING
    return told, reached


def _tell_doers(chased: Chased) -> int:
    is_late = chased.action.due_date < chased.at.astimezone(LONDON).date()
    template = "actions_late" if is_late else "actions_unanswered"
    doers = _doers(chased.action)
    return notices.tell_daily(doers, template=template, about=chased.action, at=chased.at)


def _tell_lead(chased: Chased) -> int:
    leads = _leads(chased.action)
    return notices.tell_daily(
        leads, template="actions_late_here", about=chased.action, at=chased.at
    )


def _tell_steering(chased: Chased) -> int:
    """Tell the steering group once for each action: its page counts what is late every day."""
    if chased.action.chases.filter(step=Step.STEERING).exists():
        return 0
    group = people_with(chased.action.kept_by, *COUNTING)
    return notices.tell_daily(
        group, template="actions_late_long", about=chased.action, at=chased.at
    )


def _doers(action: Action) -> set[User]:
    able = people_with(action.owner_agency, *DOING)
    return {action.owner} if action.owner in able and action.owner else able


def _leads(action: Action) -> set[User]:
    return people_with(action.owner_agency, Duty.MANAGE_AGENCY)
