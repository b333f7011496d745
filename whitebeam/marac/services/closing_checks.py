"""What must be known before a case may be closed."""

from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case
from whitebeam.marac.queries import deciding


def require_told(case: Case) -> None:
    """Stop a case from ending while it is not known whether she was told what was decided last.

    :raises Refused: if nobody has recorded that she was told of it, or why that is not safe
    """
    if deciding.is_decided(case) and not deciding.is_told(case):
        raise Refused(
            "This case cannot be closed or passed on: nobody has recorded that she was told what"
            " was decided last, or why telling her is not safe. Her adviser records it under"
            " Her voice."
        )
