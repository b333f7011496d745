"""Filling the return that Whitebeam gives itself, counted from records."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.models import Return, Step
from whitebeam.indicators.queries import book
from whitebeam.indicators.queries.counting import counted
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.services.returning import MOVED_ON, keep_values
from whitebeam.kernel.errors import Refused


@transaction.atomic
def count_from_records(return_id: UUID, *, by: User, at: datetime) -> Return:
    """Count every figure of an open computed return anew, as its definitions say.

    :raises Refused: if it is not open, is not computed, or a definition is not known here
    """
    mine = policy.returns_filled_by(by).select_for_update(of=("self",)).select_related("agency")
    owner = mine.filter(pk=return_id, state=Return.State.OPEN, is_computed=True).first()
    if owner is None:
        raise Refused(MOVED_ON)
    period = read_period(owner.period)
    indicators = book.asked_of(owner.agency, period, is_computed=True)
    parts = book.parts_of(indicators, book.areas_served(owner.agency))
    for indicator, part in zip(indicators, parts, strict=True):
        values = counted(indicator, part, period)
        keep_values(owner, {(indicator, line): value for line, value in values.items()})
    Step(owner=owner, kind=Step.Kind.COMPUTED, by=by, at=at).save(force_insert=True)
    audit.record(verb=Happened.RETURN_COMPUTED, subject=owner)
    return owner
