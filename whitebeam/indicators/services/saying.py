"""Words beside numbers, and questions weighed in hours before they are asked of anybody."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.models import Commentary, Question
from whitebeam.kernel.errors import Refused


@transaction.atomic
def comment(*, code: str, period: str, text: str, by: User, at: datetime) -> Commentary:
    """Put words beside an indicator's number; what was said before stays.

    :raises Refused: if the user gives no figures and keeps none
    """
    agency = policy.agencies_commenting(by).order_by("name").first()
    if agency is None:
        raise Refused("Only those who give or keep figures say something beside them")
    said = Commentary(indicator_code=code, period=period, text=text, agency=agency, by=by, at=at)
    said.save(force_insert=True)
    audit.record(verb=Happened.COMMENTARY_ADDED, subject=said, indicator=code, period=period)
    return said


@transaction.atomic
def ask(
    *,
    title: str,
    why: str,
    like_code: str,
    agencies: int,
    times_a_year: int,
    hours_each: Decimal,
    by: User,
    at: datetime,
) -> Question:
    """Put a question up to be weighed: what it would cost, and what it is like.

    :raises Refused: if the figures are not open to the user
    """
    if not policy.reads(by):
        raise Refused("Only those who read the figures propose a question")
    question = Question(
        title=title,
        why=why,
        like_code=like_code,
        agencies=agencies,
        times_a_year=times_a_year,
        hours_each=hours_each,
        asked_by=by,
        asked_at=at,
    )
    question.save(force_insert=True)
    audit.record(verb=Happened.QUESTION_ASKED, subject=question)
    return question


@transaction.atomic
def decide(
    question_id: UUID, *, state: Question.State, reason: str, by: User, at: datetime
) -> Question:
    """Agree a question or decline it: a keeper's deed, never that of whoever proposed it.

    :raises Refused: if the user does not keep the indicators, proposed it, or it is decided
    """
    if not policy.keeps(by):
        raise Refused("Only those who keep the indicators decide")
    asked = policy.questions_seen_by(by).select_for_update(of=("self",))
    question = asked.filter(pk=question_id, state=Question.State.ASKED).first()
    if question is None:
        raise Refused("This question has been decided already")
    if question.asked_by_id == by.pk:
        raise Refused("You proposed this question. A colleague must decide it.")
    question.state, question.reason = state, reason
    question.decided_by, question.decided_at = by, at
    question.save(update_fields=["state", "reason", "decided_by", "decided_at", "updated_at"])
    audit.record(verb=Happened.QUESTION_DECIDED, subject=question, state=str(state))
    return question
