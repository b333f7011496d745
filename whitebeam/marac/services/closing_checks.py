"""What must be known before a case may be closed."""

from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case
from whitebeam.marac.queries import voice


def require_told(case: Case) -> None:
    """Stop a case from being closed while it is not known whether she was told.

    :raises Refused: if nobody has recorded that she was told, or why that is not safe
    """
    if voice.is_decided(case) and not voice.is_told(case):
        raise Refused(
            "This case cannot be closed: nobody has recorded that she was told what was decided,"
            " or why telling her is not safe. Her adviser records it under Her voice."
        )
