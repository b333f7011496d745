"""One agency's return: figures are saved while it is open, signed by two, locked, reopened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.models import Figure, Indicator, Return, Step
from whitebeam.indicators.queries import book
from whitebeam.indicators.queries.returns import filled, key_of
from whitebeam.indicators.rules.checking import Value
from whitebeam.indicators.rules.definitions import Line
from whitebeam.indicators.rules.periods import Period, read_period
from whitebeam.kernel.errors import Refused
from whitebeam.notices import services as notices
from whitebeam.partners.models import Agency, Area, Duty
from whitebeam.partners.policy import users_with

GIVEN = ("numerator", "denominator", "explanation", "row")
MOVED_ON = "This return is not open any more. Open it again to see where it stands."


@dataclass(frozen=True, slots=True)
class Signature:
    """Who does a deed, and when."""

    by: User
    at: datetime


def open_returns(period: Period, *, at: datetime, by: User | None = None) -> int:
    """Open the returns that agencies owe for a period; how many were opened is returned."""
    opened = 0
    for agency, is_computed, days in book.agencies_asked(period):
        due = book.due_on(period, working_days=days)
        opened += _open_one(agency, period, is_computed=is_computed, due=due, at=at, by=by)
    return opened


@transaction.atomic
def _open_one(
    agency: Agency,
    period: Period,
    *,
    is_computed: bool,
    due: date,
    at: datetime,
    by: User | None,
) -> bool:
    there = Return.objects.filter(agency=agency, period=period.code, is_computed=is_computed)
    if there.exists():
        return False
    owner = Return(agency=agency, period=period.code, is_computed=is_computed, due_on=due)
    owner.save(force_insert=True)
    _step(owner, Step.Kind.OPENED, by=by, at=at)
    audit.record(verb=Happened.RETURN_OPENED, subject=owner, period=period.code)
    return True


@transaction.atomic
def save_figures(
    return_id: UUID, *, indicator: Indicator, values: Mapping[Line, Value], by: User, at: datetime
) -> Return:
    """Keep what was typed for one indicator; the faults in it are told, not refused.

    :raises Refused: if the return is not open, or does not ask for this indicator
    """
    owner = _open(return_id, by)
    asked = book.asked_of(owner.agency, read_period(owner.period), is_computed=owner.is_computed)
    if owner.is_computed or indicator not in asked:
        raise Refused("This return does not ask for that indicator")
    keep_values(owner, {(indicator, line): value for line, value in values.items()})
    _step(owner, Step.Kind.SAVED, by=by, at=at)
    audit.record(verb=Happened.FIGURES_SAVED, subject=owner, indicator=indicator.code)
    return owner


@transaction.atomic
def send(return_id: UUID, *, by: User, at: datetime) -> Return:
    """Send a return that has nothing left to mend to a colleague for the second signature.

    :raises Refused: if it is not open, or something in it is still to be put right or explained
    """
    owner = _open(return_id, by)
    left = len(filled(owner).findings)
    if left:
        what = "1 thing is" if left == 1 else f"{left} things are"
        raise Refused(f"{what} still to be put right or explained")
    owner.move(Return.State.SENT)
    owner.sent_by, owner.sent_at = by, at
    _save(owner)
    _step(owner, Step.Kind.SENT, by=by, at=at)
    audit.record(verb=Happened.RETURN_SENT, subject=owner)
    for colleague in _colleagues(owner, by):
        notices.tell(colleague, template="return_to_sign", about=owner, at=at)
    return owner


@transaction.atomic
def sign(return_id: UUID, *, by: User, at: datetime) -> Return:
    """Sign a return that a colleague sent; it is locked from now on.

    :raises Refused: if it does not wait for a signature, or the signer sent it herself
    """
    owner = _locked(return_id, by)
    if owner.state == Return.State.SENT and owner.sent_by_id == by.pk:
        raise Refused("You sent this return yourself. A colleague must sign it.")
    owner.move(Return.State.SIGNED)
    owner.signed_by, owner.signed_at = by, at
    _save(owner)
    _step(owner, Step.Kind.SIGNED, by=by, at=at)
    audit.record(verb=Happened.RETURN_SIGNED, subject=owner)
    return owner


@transaction.atomic
def send_back(return_id: UUID, *, reason: str, by: User, at: datetime) -> Return:
    """Give a sent return back to whoever sent it, with a reason.

    :raises Refused: if it does not wait for a signature
    """
    owner = _locked(return_id, by)
    if owner.state != Return.State.SENT:
        raise Refused("This return does not wait for a signature")
    sender = owner.sent_by
    _reopen(owner, Step.Kind.SENT_BACK, reason=reason, done=Signature(by, at))
    audit.record(verb=Happened.RETURN_SENT_BACK, subject=owner, reason=reason)
    if sender and sender != by:
        notices.tell(sender, template="return_sent_back", about=owner, at=at)
    return owner


@transaction.atomic
def reopen(return_id: UUID, *, reason: str, by: User, at: datetime) -> Return:
    """Unlock a signed return; who did it, when and why stays with it.

    :raises Refused: if it is not signed, or the user may not see it
    """
    owner = policy.returns_reopened_by(by).select_for_update(of=("self",)).filter(pk=return_id)
    found = owner.select_related("agency").first()
    if found is None:
        raise Refused(MOVED_ON)
    _reopen(found, Step.Kind.REOPENED, reason=reason, done=Signature(by, at))
    audit.record(verb=Happened.RETURN_REOPENED, subject=found, reason=reason)
    for worker in _colleagues(found, by):
        notices.tell(worker, template="return_reopened", about=found, at=at)
    return found


def keep_values(owner: Return, values: Mapping[tuple[Indicator, Line], Value]) -> None:
    """Write these lines of an open return, over what stood there."""
    areas = {area.code: area for area in Area.objects.filter(ended_on=None)}
    there = {
        (figure.indicator_id, key_of(figure)): figure
        for figure in Figure.objects.filter(owner=owner).select_related("area")
    }
    new = []
    for (indicator, line), value in values.items():
        figure = there.get((indicator.pk, line.key)) or Figure(
            owner=owner,
            indicator=indicator,
            area=areas.get(line.area),
            breakdown=line.breakdown,
            group=line.group,
        )
        figure.numerator, figure.denominator = value.numerator, value.denominator
        figure.explanation, figure.row = value.explanation, value.row
        if (indicator.pk, line.key) in there:
            figure.save(update_fields=[*GIVEN, "updated_at"])
        else:
            new.append(figure)
    Figure.objects.bulk_create(new)


def _reopen(owner: Return, kind: Step.Kind, *, reason: str, done: Signature) -> None:
    owner.move(Return.State.OPEN)
    owner.sent_by = owner.sent_at = owner.signed_by = owner.signed_at = None
    _save(owner)
    _step(owner, kind, by=done.by, at=done.at, reason=reason)


def _open(return_id: UUID, by: User) -> Return:
    owner = _locked(return_id, by)
    if owner.state != Return.State.OPEN:
        raise Refused(MOVED_ON)
    return owner


def _locked(return_id: UUID, by: User) -> Return:
    mine = policy.returns_filled_by(by).select_for_update(of=("self",))
    owner = mine.select_related("agency").filter(pk=return_id).first()
    if owner is None:
        raise Refused(MOVED_ON)
    return owner


def _save(owner: Return) -> None:
    columns = ["state", "sent_by", "sent_at", "signed_by", "signed_at", "version", "updated_at"]
    owner.save(update_fields=columns)


def _step(
    owner: Return, kind: Step.Kind, *, by: User | None, at: datetime, reason: str = ""
) -> None:
    Step(owner=owner, kind=kind, by=by, at=at, reason=reason).save(force_insert=True)


def _colleagues(owner: Return, by: User) -> list[User]:
    duty = Duty.KEEP_INDICATORS if owner.is_computed else Duty.SUBMIT_RETURNS
    return [one for one in users_with(owner.agency, duty) if one != by]
