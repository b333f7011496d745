"""Settling a case at its screening: it meets the criteria, and one agency acts at once.

It is accepted and decided in one deed. Her adviser tells her; the clocks of telling, of the action
and of closing hold as for every case, and the same sample is read again by somebody else. It is
counted apart from what is settled early, since no second agency and no adviser agreed to it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, Pathway, ScreeningSettlement
from whitebeam.marac.models.states import State
from whitebeam.marac.services import acting, flagging, moving, screening, settling
from whitebeam.marac.services.acting import NewCaseAction
from whitebeam.partners.models import Agency


@dataclass(frozen=True, slots=True)
class SettledNow:
    """Why one agency's action is enough, which it is, and who speaks for her."""

    reason: str
    action: NewCaseAction
    idva_agency: Agency
    repeat_of: Case | None = None
    repeat_why: str = ""


@transaction.atomic
def settle_now(
    case_id: UUID, said: SettledNow, *, way: Pathway, by: User, at: datetime
) -> ScreeningSettlement:
    """Accept a case and settle it at once with one action; its adviser is asked to tell her.

    :raises Refused: if it no longer waits for screening, no reason or action is given, nobody may
        tell the service, or both people are said to be harmed and nobody has looked at it
    """
    if not said.reason.strip():
        raise Refused("Enter why one agency's action is enough")
    if way.kind != Pathway.Kind.TRIAGE_ONLY:
        raise Refused("Choose a way that settles a case at screening")
    case = screening.accept(
        case_id=case_id,
        pathway=way,
        repeat_of=said.repeat_of,
        repeat_why=said.repeat_why,
        idva_agency=said.idva_agency,
        by=by,
        at=at,
    )
    acting.propose_case_action(case_id=case.pk, new=said.action, by=by, at=at)
    made = ScreeningSettlement.objects.create(
        case=case,
        reason=said.reason.strip(),
        decided_by=by,
        decided_at=at,
        audit=settling.drawn(case),
    )
    moving.step(
        case,
        State.SETTLED_EARLY,
        verb=Researched.SETTLED_AT_SCREENING,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="screening",
        words=said.reason.strip(),
    )
    settling.go_on_to_actions(case, by=by, at=at)
    flagging.ask_on_listing([case], about=case, at=at)
    audit.record(verb=Researched.SETTLED_AT_SCREENING, subject=made, classes=(Class.F6,))
    return made
