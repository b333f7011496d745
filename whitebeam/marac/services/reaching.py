"""Her adviser could not reach her: the panel learns it before it hears her case.

An attempt is recorded only by a way that was safe at its moment, so that attempts are counted as
they stand (services.advocating). Whoever wants no contact, or can be reached by no safe way, is
not tried again and again for the sake of a number.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, ContactAttempt, Unreached
from whitebeam.marac.queries import deciding
from whitebeam.marac.queries import reaching as queries
from whitebeam.marac.services import ledger, moving
from whitebeam.partners.models import Duty

Why = Unreached.Why
NOT_REACHED = "marac_not_reached"


@dataclass(frozen=True, slots=True)
class NotReached:
    """Why she was not reached, and what was done instead, as her adviser tells it."""

    why: Unreached.Why
    instead: str
    once_key: UUID


@transaction.atomic
def say_not_reached(case_id: UUID, said: NotReached, *, by: User, at: datetime) -> Unreached:
    """Record that she was not reached, share it with the panel, tell coordinators and chair.

    :raises Refused: if she was reached, it stands already, it was decided, nothing is said of what
        was done instead, or what is given as the reason is not so
    """
    case = moving.locked(case_id, among=policy.advocated_by(by))
    earlier = Unreached.objects.filter(case=case, once_key=said.once_key).first()
    if earlier is not None:
        return earlier
    _may_be_said(case, said)
    agency = policy.advocating_agency(by, case)
    made = Unreached.objects.create(
        case=case,
        agency=agency,
        by=by,
        at=at,
        why=said.why,
        attempts=case.contacts.count(),
        instead=said.instead.strip(),
        once_key=said.once_key,
    )
    ledger.share(case, [made], controller=agency, why=ledger.Why.usual(agency), by=by, at=at)
    audit.record(
        verb=Researched.NOT_REACHED,
        subject=made,
        classes=(Class.F6,),
        why=str(said.why),
        attempts=made.attempts,
    )
    _tell(case, at=at)
    return made


def _may_be_said(case: Case, said: NotReached) -> None:
    if deciding.is_decided(case):
        raise Refused("It was decided already: record how she was told, or why that is not safe")
    if not said.instead.strip():
        raise Refused("Enter what was done instead")
    if queries.is_reached(case):
        raise Refused("She was reached: an attempt says that somebody spoke with her")
    if queries.standing(case) is not None:
        raise Refused("It is recorded already that she was not reached")
    if said.why == Why.TRIED:
        _tried_enough(case)
    elif said.why == Why.DECLINED and not _declined(case):
        raise Refused("Record the attempt at which she said that she does not want contact first")
    elif said.why == Why.NO_SAFE_WAY and queries.has_safe_way(case):
        raise Refused("A way of reaching her is known to be safe. Try it, or change what is safe")


def _tried_enough(case: Case) -> None:
    made, wanted = case.contacts.count(), queries.attempts_asked_for(case.panel.area)
    if made < wanted:
        raise Refused(
            f"{made} of {wanted} attempts by safe ways are recorded. Try again at another safe time"
        )


def _declined(case: Case) -> bool:
    return case.contacts.filter(outcome=ContactAttempt.Outcome.DECLINED).exists()


def _tell(case: Case, *, at: datetime) -> None:
    """Tell the coordinators, and the chair once it is theirs to hear."""
    telling.coordinators(case, template=NOT_REACHED, at=at)
    chair = case.panel.chaired_by
    if chair != case.panel.coordinated_by and case.screened_at is not None:
        telling.duty(chair, Duty.CHAIR_MARAC, case, template=NOT_REACHED, at=at)
