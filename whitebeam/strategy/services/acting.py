"""Actions of a project: proposed to its agency, or taken on by the agency itself."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.actions import services as actions
from whitebeam.actions.models import Action
from whitebeam.actions.policy import agencies_doing, agencies_raising
from whitebeam.actions.queries.one import keeper_for
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.strategy import policy
from whitebeam.strategy.events import Happened
from whitebeam.strategy.models import ProjectAction


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done for a project, by whom and by when."""

    text: str
    agency: Agency
    due_date: date
    once_key: UUID


@transaction.atomic
def raise_action(*, project_id: UUID, wanted: Wanted, by: User, at: datetime) -> Action:
    """Add an action to a project. An agency's own worker takes it on; else it is proposed.

    :raises Refused: if the user does not report on the project, or something is missing
    """
    project = policy.reportable_by(by).filter(pk=project_id).first()
    home, keeper = agencies_raising(by).order_by("name").first(), keeper_for(by)
    if project is None or home is None or keeper is None:
        raise Refused("You may not add an action to this project")
    new = actions.NewAction(
        text=wanted.text,
        owner_agency=wanted.agency,
        kept_by=keeper,
        raised_for=home,
        due_date=wanted.due_date,
        once_key=wanted.once_key,
    )
    takes_on = agencies_doing(by).filter(pk=wanted.agency.pk).exists()
    deed = actions.volunteer if takes_on else actions.propose
    action = deed(new=new, by=by, at=at)
    ProjectAction.objects.get_or_create(project=project, action=action)
    audit.record(verb=Happened.ACTION_RAISED, subject=project, action=action.pk)
    return action
