"""Who is told what about an action. A notice carries a reference and no content."""

from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action
from whitebeam.actions.policy import CHASING, DOING
from whitebeam.notices import services as notices
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import users_with


def doers(action: Action, *, template: str, but: User, at: datetime) -> int:
    """Tell whoever does the action, or its agency while it is in nobody's name."""
    told = {action.owner} if action.owner else people_with(action.owner_agency, *DOING)
    return _tell(told - {but}, action, template=template, at=at)


def keepers(action: Action, *, template: str, but: User, at: datetime) -> int:
    """Tell those who keep the action on their list, and whoever raised it."""
    told = people_with(action.kept_by, *CHASING) | {action.raised_by}
    return _tell(told - {but}, action, template=template, at=at)


def people_with(agency: Agency, *duties: Duty) -> set[User]:
    """Return the active users who have one of these duties at the agency today."""
    return {user for duty in duties for user in users_with(agency, duty)}


def _tell(users: set[User], action: Action, *, template: str, at: datetime) -> int:
    for user in users:
        notices.tell(user, template=template, about=action, at=at)
    return len(users)
