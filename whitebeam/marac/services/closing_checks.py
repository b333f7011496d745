"""What must be known before a case may be closed, passed on or withdrawn."""

from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, EarlySettlement, ScreeningSettlement
from whitebeam.marac.queries import deciding

STILL_OPEN = "An action of this case is still open. Close the actions first."
AUDIT_WAITS = "Somebody who did not settle this case must read it again first."
NOT_TOLD = (
    "This case cannot be closed or passed on: nobody has recorded that she was told what was"
    " decided last, or why telling her is not safe. Her adviser records it under Her voice."
)


def in_the_way(case: Case) -> tuple[str, ...]:
    """Return what must be done before a decided case may close; nothing, for one that may."""
    waits = case.settlements.filter(audit=EarlySettlement.Audit.WAITING, decided_at__isnull=False)
    screened = ScreeningSettlement.objects.filter(case=case, audit=EarlySettlement.Audit.WAITING)
    found = (
        (STILL_OPEN, case.case_actions.filter(action__closed_at=None).exists()),
        (AUDIT_WAITS, waits.exists() or screened.exists()),
        (NOT_TOLD, not deciding.is_told(case)),
    )
    return tuple(words for words, stands in found if stands)


def require_told(case: Case) -> None:
    """Stop a case from ending while it is not known whether she was told what was decided last.

    A decision is one still where the case was put off since.

    :raises Refused: if nobody has recorded that she was told of it, or why that is not safe
    """
    was_decided = deciding.is_decided(case) or deciding.decided_at(case) is not None
    if was_decided and not deciding.is_told(case):
        raise Refused(NOT_TOLD)
