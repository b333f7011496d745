"""The structured check of who harms whom: what waits for it, and asking those who can make it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case
from whitebeam.marac.queries.checking import needs_counter_check
from whitebeam.marac.services import moving
from whitebeam.partners.models import Duty

WAITS = (
    "Both people of this case are recorded as harmed by the other. It goes no further until the"
    " structured check of who harms whom is saved."
)


def require_checked(case: Case) -> None:
    """Let a deed take a case on only where who harms whom was looked at.

    :raises Refused: until the structured check is saved
    """
    if needs_counter_check(case):
        raise Refused(WAITS)


@transaction.atomic
def ask_for_check(*, case_id: UUID, by: User, at: datetime) -> Case:
    """Ask the referrer, and the service that speaks for her, to make the structured check.

    :raises Refused: if the user does not coordinate the case, or no check is missing
    """
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    if not needs_counter_check(case):
        raise Refused("The check is saved. The case can go on.")
    moving.note(
        case,
        verb=Happened.CHECK_ASKED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="check_asked",
    )
    telling.referrer(case, template="marac_check_asked", at=at)
    if case.idva_agency is not None:
        telling.duty(
            case.idva_agency, Duty.SUPPORT_VICTIMS, case, template="marac_check_asked", at=at
        )
    return case
