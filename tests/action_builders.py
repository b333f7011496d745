"""Builders of actions, by the real services.

action = a_proposed_action(to=agency)               # by a coordinator of a new keeping agency
action = an_accepted_action(by=worker)              # volunteered by that worker's agency
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.actions import services
from whitebeam.actions.models import Action
from whitebeam.actions.services import NewAction
from whitebeam.partners.models import Agency, Duty, Membership

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 4)
DUE = DAY + timedelta(days=7)


def a_keeper(agency: Agency | None = None) -> User:
    """Return somebody who chases actions; without an agency, of a new partnership team."""
    team = agency or AgencyFactory(kind=Agency.Kind.PARTNERSHIP_TEAM)
    return worker_at(team, Duty.CHASE_ACTIONS)


def agency_of(user: User) -> Agency:
    with as_role("wb_bulk"):
        return Membership.objects.filter(user=user).select_related("agency").get().agency


def a_new_action(*, to: Agency, by: User, **told: Any) -> NewAction:
    home = agency_of(by)
    return NewAction(
        **{
            "text": "Fit a new lock at the back door",
            "rationale": "He still has a key",
            "owner_agency": to,
            "kept_by": home,
            "raised_for": home,
            "due_date": DUE,
            "once_key": uuid4(),
            **told,
        }
    )


def a_proposed_action(
    *, to: Agency, by: User | None = None, at: datetime = NOON, **told: Any
) -> Action:
    """Return an action proposed to an agency."""
    raiser = by or a_keeper()
    with as_worker(raiser):
        return services.propose(new=a_new_action(to=to, by=raiser, **told), by=raiser, at=at)


def an_accepted_action(
    *, doer: User, keeper: User | None = None, at: datetime = NOON, **told: Any
) -> Action:
    """Return an action proposed to this worker's agency, and accepted in her name."""
    action = a_proposed_action(to=agency_of(doer), by=keeper, at=at, **told)
    with as_worker(doer):
        return services.accept(action_id=action.pk, owner=doer, by=doer, at=at)


def stored(action: Action) -> Action:
    """Return the action as the database holds it now."""
    with as_role("wb_bulk"):
        return Action.objects.get(pk=action.pk)
