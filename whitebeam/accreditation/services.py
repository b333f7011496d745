"""Answering a criterion; what is met rests on evidence."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.accreditation import policy
from whitebeam.accreditation.events import Happened
from whitebeam.accreditation.models import Answer, Criterion
from whitebeam.actions.models import Action
from whitebeam.actions.policy import visible_to as actions_visible_to
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Given:
    """What an organisation says of a criterion. `version` is the one that was read, 0 for none."""

    status: Answer.Status
    evidence: str
    owner: str
    gap: str
    review_on: date
    version: int
    action_reference: str = ""


@transaction.atomic
def answer(*, effort_id: UUID, criterion: Criterion, given: Given, by: User) -> Answer:
    """Keep how far an organisation meets a criterion.

    :raises Refused: if the user may not, evidence or gap is missing, or it was answered meanwhile
    """
    effort = policy.answerable_by(by).filter(pk=effort_id, standard=criterion.standard_id).first()
    if effort is None:
        raise Refused("You may not answer for this organisation")
    if given.status == Answer.Status.MET and not given.evidence.strip():
        raise Refused("Say on what evidence it is met")
    if given.status != Answer.Status.MET and not given.gap.strip():
        raise Refused("Say what is missing")
    action = _action(given.action_reference, by=by)
    rows = Answer.objects.select_for_update().filter(effort=effort, criterion=criterion)
    held = rows.first() or Answer(effort=effort, criterion=criterion, version=0)
    if held.version != given.version:
        raise Refused("Somebody answered this meanwhile. Read it again first.")
    held.status, held.owner, held.review_on = given.status, given.owner, given.review_on
    held.evidence, held.has_evidence = given.evidence, bool(given.evidence.strip())
    held.gap, held.action, held.given_by = given.gap, action, by
    held.version += 1
    held.save()
    audit.record(verb=Happened.CRITERION_ANSWERED, subject=held, status=given.status)
    return held


def _action(reference: str, *, by: User) -> Action | None:
    if not reference.strip():
        return None
    found = actions_visible_to(by).filter(reference__iexact=reference.strip()).first()
    if found is None:
        raise Refused("There is no action of this reference that you may see")
    return found
