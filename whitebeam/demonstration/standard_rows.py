"""What organisations have answered on the standards they work to, with actions that close gaps."""

from datetime import datetime, timedelta
from uuid import uuid4

from whitebeam.accreditation.models import Answer, Criterion, Effort
from whitebeam.actions.models import Action, StateChange
from whitebeam.actions.rules.references import new_reference
from whitebeam.demonstration.rules.standards import MET, NOT_MET, SAID, UNANSWERED, WAYS, Said
from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Agency, Duty, Membership

REVIEWED_IN, OVERDUE_BY = timedelta(days=180), timedelta(days=20)
DUE_IN = timedelta(days=60)


def answer_standards(*, at: datetime) -> int:
    """Answer for the organisations of which a way is invented; how many answers is returned.

    It writes as the role that loads, so it runs inside `copying.as_bulk`. Standards that were
    answered already are left alone.
    """
    keeper = _keeper()
    if keeper is None or Answer.objects.exists():
        return 0
    efforts = Effort.objects.filter(code__in=WAYS, ended_on=None).select_related("agency")
    return sum(_answer_all(effort, keeper, at=at) for effort in efforts)


def _answer_all(effort: Effort, keeper: Membership, *, at: datetime) -> int:
    criteria = Criterion.objects.filter(standard=effort.standard_id, ended_on=None)
    pairs = zip(criteria.order_by("number"), WAYS[effort.code], strict=True)
    given = [(criterion, letter) for criterion, letter in pairs if letter != UNANSWERED]
    for criterion, letter in given:
        _answer(effort, criterion, letter, keeper, at=at)
    return len(given)


def _answer(
    effort: Effort, criterion: Criterion, letter: str, keeper: Membership, *, at: datetime
) -> None:
    said, on = SAID[criterion.code], at.astimezone(LONDON).date()
    status = {MET: Answer.Status.MET, NOT_MET: Answer.Status.NOT_MET}.get(
        letter.upper(), Answer.Status.PARTLY
    )
    is_met = status == Answer.Status.MET
    has_evidence = status != Answer.Status.NOT_MET
    closes_gap = said.action and not is_met
    Answer.objects.create(
        effort=effort,
        criterion=criterion,
        status=status,
        evidence=said.evidence if has_evidence else None,
        has_evidence=has_evidence,
        owner=said.owner,
        gap=None if is_met else said.gap,
        action=_action(said, effort.agency, keeper, at=at) if closes_gap else None,
        review_on=on - OVERDUE_BY if letter.islower() else on + REVIEWED_IN,
        given_by=keeper.user,
    )


def _action(said: Said, owner: Agency, keeper: Membership, *, at: datetime) -> Action:
    raised = Action.objects.create(
        reference=new_reference(),
        text=said.action,
        rationale=said.gap,
        owner_agency=owner,
        kept_by=keeper.agency,
        raised_by=keeper.user,
        raised_for=keeper.agency,
        raised_at=at,
        due_date=(at + DUE_IN).astimezone(LONDON).date(),
        once_key=uuid4(),
    )
    StateChange.objects.create(
        action=raised, after=Action.State.PROPOSED, by=keeper.user, agency=keeper.agency, at=at
    )
    return raised


def _keeper() -> Membership | None:
    held = Membership.objects.filter(duties__contains=[Duty.KEEP_PLAN], user__is_demonstration=True)
    return held.select_related("user", "agency").order_by("created_at", "pk").first()
