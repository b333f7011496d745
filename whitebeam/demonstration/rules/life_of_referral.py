"""What becomes of a referral, step by step in office time, as far as the present moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from .dice import Bag, Dice
from .phrases import DECLINE_NOTES, RETURN_NOTES
from .values import Source, Stage, Step
from .working_time import days_later, worked

_ENDINGS = Bag(
    (
        ("ACCEPTED", 72),
        ("DECLINED", 9),
        ("RETURNED", 8),
        ("TRANSFERRED", 6),
        ("RECALLED", 3),
        ("UNROUTED", 2),
    )
)
_DECLINED = Bag(
    (
        ("UNABLE_TO_CONTACT", 30),
        ("DECLINED_BY_PERSON", 28),
        ("NO_CAPACITY", 12),
        ("NOT_ELIGIBLE", 12),
        ("NOT_DOMESTIC_ABUSE", 10),
        ("DUPLICATE", 8),
    )
)
_CLOSED = Bag(
    (
        ("GOALS_MET", 42),
        ("RISK_REDUCED", 18),
        ("DISENGAGED", 14),
        ("MOVED_SERVICE", 9),
        ("MOVED_AREA", 6),
        ("UNCONTACTABLE", 6),
        ("DECLINED", 5),
    )
)
_RECALLED = ("SENT_TWICE", "PERSON_CHANGED_MIND", "WRONG_PERSON")
_TO_CLAIM = {"HIGH": (4, 130), "MEDIUM": (30, 620), "STANDARD": (40, 980)}


def steps_of(
    *, sent_at: datetime, risk: str, source: Source, now: datetime, dice: Dice
) -> tuple[tuple[Step, ...], datetime | None]:
    """Give the steps that have happened by now, and the moment it was escalated if it was late."""
    is_late = dice.chance(0.05)
    plan = tuple(_plan(sent_at=sent_at, risk=risk, is_late=is_late, dice=dice))
    happened = tuple(takewhile(lambda step: step.at <= now, plan))
    escalated = worked(sent_at, _TO_CLAIM[risk][1]) if is_late else None
    if escalated is None or escalated > now or happened[-1].stage is Stage.RECEIVED:
        return happened, None
    return happened, escalated


def _plan(*, sent_at: datetime, risk: str, is_late: bool, dice: Dice) -> Iterator[Step]:
    yield Step(Stage.RECEIVED, sent_at, "REFERRER")
    ending = dice.draw(_ENDINGS)
    if ending == "UNROUTED":
        # No rule placed it at once: someone has to read it first.
        routed = worked(sent_at, dice.number(200, 1500))
    else:
        routed = sent_at + timedelta(seconds=dice.number(2, 40))
    yield Step(Stage.IN_TRIAGE, routed, "PROCESS")
    if ending == "RECALLED":
        yield Step(
            Stage.RECALLED,
            sent_at + timedelta(minutes=dice.number(3, 50)),
            "REFERRER",
            dice.pick(_RECALLED),
        )
        return
    low, high = _TO_CLAIM[risk]
    minutes = dice.number(high + 60, high + 1400) if is_late else dice.number(low, high)
    claimed = worked(routed, minutes)
    yield Step(Stage.CLAIMED, claimed, "TRIAGE")
    decided = worked(claimed, dice.number(12, 300))
    yield from _ENDED[ending](decided, dice)


def _accepted(at: datetime, dice: Dice) -> Iterator[Step]:
    yield Step(Stage.ACCEPTED, at, "SUPPORT")
    yield Step(Stage.CLOSED, days_later(at, dice.number(28, 135)), "SUPPORT", dice.draw(_CLOSED))


def _declined(at: datetime, dice: Dice) -> Iterator[Step]:
    reason = dice.draw(_DECLINED)
    yield Step(Stage.DECLINED, at, "TRIAGE", reason, DECLINE_NOTES[reason])


def _returned(at: datetime, dice: Dice) -> Iterator[Step]:
    reason = dice.pick(tuple(RETURN_NOTES))
    yield Step(Stage.RETURNED, at, "TRIAGE", reason, RETURN_NOTES[reason])
    answered = worked(at, dice.number(60, 3400))
    yield Step(Stage.IN_TRIAGE, answered, "REFERRER", reason, "Answered; see the account.")
    claimed = worked(answered, dice.number(10, 400))
    yield Step(Stage.CLAIMED, claimed, "TRIAGE")
    yield from _accepted(worked(claimed, dice.number(12, 200)), dice)


def _transferred(at: datetime, dice: Dice) -> Iterator[Step]:
    yield Step(
        Stage.TRANSFER_SENT, at, "TRIAGE", "MOVED_AREA", "Has moved; the service there is named."
    )
    yield Step(Stage.TRANSFER_RECEIVED, worked(at, dice.number(120, 4800)), "OTHER_PARTNERSHIP")


_ENDED = {
    "ACCEPTED": _accepted,
    "UNROUTED": _accepted,
    "DECLINED": _declined,
    "RETURNED": _returned,
    "TRANSFERRED": _transferred,
}
