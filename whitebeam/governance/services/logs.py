"""What comes of meetings: decisions and their results, actions, risks, and papers to come."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.actions import services as actions
from whitebeam.actions.models import Action
from whitebeam.actions.services import NewAction
from whitebeam.audit import services as audit
from whitebeam.directory.models import Group
from whitebeam.governance import policy
from whitebeam.governance.events import Happened
from whitebeam.governance.models import AgreedAction, Decision, Item, Planned, Risk
from whitebeam.governance.rules.references import new_reference
from whitebeam.governance.services import keeping
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency


@dataclass(frozen=True, slots=True)
class NewRisk:
    """A risk as it is first seen: what, how likely and grave (1 to 5), who answers, until when."""

    text: str
    likelihood: int
    impact: int
    owner_agency: Agency
    review_on: date
    answer: str = ""


@transaction.atomic
def decide(*, item_id: UUID, text: str, by: User) -> Decision:
    """Record what was decided under an item.

    :raises Refused: if the minutes are signed, or nothing is said
    """
    words = keeping.said(text, ask="Enter what was decided")
    item = keeping.open_item(item_id, by=by)
    decision = Decision(
        item=item,
        reference=new_reference(),
        text=words,
        decided_on=item.meeting.on,
        recorded_by=by,
    )
    decision.save(force_insert=True)
    audit.record(verb=Happened.DECIDED, subject=decision)
    return decision


@transaction.atomic
def keep_result(*, decision_id: UUID, result: str, on: date, by: User) -> Decision:
    """Keep what came of a decision, as it is known on this day.

    :raises Refused: if nothing is said, or the user does not keep groups
    """
    words = keeping.said(result, ask="Enter what came of it")
    keeping.check_keeps(by)
    decision = keeping.locked(policy.decisions_of(by), decision_id)
    decision.result, decision.result_on = words, on
    decision.save(update_fields=["result", "result_on", "updated_at"])
    audit.record(verb=Happened.RESULT_KEPT, subject=decision, on=on)
    return decision


@transaction.atomic
def agree_action(
    *, item_id: UUID, new: NewAction, decision: Decision | None = None, by: User, at: datetime
) -> Action:
    """Propose an action that came out of an item to an agency; its yes is asked for.

    :raises Refused: if it cannot be proposed, or the item is not of a group that she keeps
    """
    keeping.check_keeps(by)
    item = policy.items_of(by).filter(pk=item_id).first()
    if item is None:
        raise Refused("This has changed meanwhile. Open it again.")
    action = actions.propose(new=new, by=by, at=at)
    if not AgreedAction.objects.filter(action=action).exists():
        AgreedAction.objects.create(item=item, decision=decision, action=action)
        audit.record(verb=Happened.ACTION_AGREED, subject=item)
    return action


@transaction.atomic
def record_risk(*, group: Group, new: NewRisk, decision: Decision | None = None, by: User) -> Risk:
    """Put a risk on a group's log.

    :raises Refused: if nothing is said of it, or the user does not keep groups
    """
    words = keeping.said(new.text, ask="Enter what the risk is")
    keeping.check_keeps(by)
    risk = Risk(
        group=group,
        decision=decision,
        text=words,
        likelihood=new.likelihood,
        impact=new.impact,
        owner_agency=new.owner_agency,
        review_on=new.review_on,
        answer=new.answer.strip() or None,
        recorded_by=by,
    )
    risk.save(force_insert=True)
    audit.record(verb=Happened.RISK_RECORDED, subject=risk)
    return risk


@transaction.atomic
def review_risk(*, risk_id: UUID, likelihood: int, impact: int, review_on: date, by: User) -> Risk:
    """Grade an open risk anew and say when it is looked at next.

    :raises Refused: if it is closed, or the user does not keep groups
    """
    risk = _open_risk(risk_id, by=by)
    risk.likelihood, risk.impact, risk.review_on = likelihood, impact, review_on
    risk.save(update_fields=["likelihood", "impact", "review_on", "updated_at"])
    audit.record(verb=Happened.RISK_REVIEWED, subject=risk, on=review_on)
    return risk


@transaction.atomic
def close_risk(*, risk_id: UUID, result: str, on: date, by: User) -> Risk:
    """Close a risk with what came of it.

    :raises Refused: if it is closed, or nothing is said
    """
    words = keeping.said(result, ask="Enter what came of the risk")
    risk = _open_risk(risk_id, by=by)
    risk.result, risk.closed_on = words, on
    risk.save(update_fields=["result", "closed_on", "updated_at"])
    audit.record(verb=Happened.RISK_CLOSED, subject=risk, on=on)
    return risk


@transaction.atomic
def plan_paper(
    *, group: Group, title: str, wanted_on: date, path: UUID | None = None, by: User
) -> Planned:
    """Put a paper on the forward plan of a group; with a path, as the next step of one paper's way.

    :raises Refused: if it has no title, or the user does not keep groups
    """
    named = keeping.said(title, ask="Enter the title of the paper")
    keeping.check_keeps(by)
    planned = Planned(
        group=group, path=path or uuid4(), title=named, wanted_on=wanted_on, added_by=by
    )
    planned.save(force_insert=True)
    audit.record(verb=Happened.PAPER_PLANNED, subject=planned, on=wanted_on)
    return planned


@transaction.atomic
def place_paper(*, planned_id: UUID, item: Item, by: User) -> Planned:
    """Say under which item of an agenda a planned paper came.

    :raises Refused: if it came already, or the item is another group's
    """
    keeping.check_keeps(by)
    planned = keeping.locked(policy.planned_of(by).filter(item=None), planned_id)
    if item.meeting.group_id != planned.group_id:
        raise Refused("Choose an item of this group's agenda")
    planned.item = item
    planned.save(update_fields=["item", "updated_at"])
    audit.record(verb=Happened.PAPER_PLACED, subject=planned)
    return planned


def _open_risk(risk_id: UUID, *, by: User) -> Risk:
    keeping.check_keeps(by)
    return keeping.locked(policy.risks_of(by).filter(closed_on=None), risk_id)
