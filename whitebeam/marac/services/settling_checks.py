"""What a case that is settled without a hearing must have: its answers, and a plan."""

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case
from whitebeam.marac.queries import settling as queries

NO_ACTION = "Raise an action first, or enter why no action is needed"


def words_for_history(case: Case, *, not_awaited: str, no_action: str, by: User) -> str:
    """Return what the history keeps of why nothing more is waited for; mostly nothing.

    :raises Refused: if an agency has not answered, or nothing will be done, and nobody says why
        that is right
    """
    silent = queries.not_answered(by, case)
    if silent and not not_awaited.strip():
        raise Refused(
            f"Not answered yet: {', '.join(silent)}."
            " Wait, or enter why their answers are not needed"
        )
    is_planned = queries.has_action(by, case)
    if not is_planned and not no_action.strip():
        raise Refused(NO_ACTION)
    said = []
    if silent:
        said.append(f"Not waited for: {', '.join(silent)}. {not_awaited.strip()}")
    if not is_planned:
        said.append(f"No action needed, because: {no_action.strip()}")
    return "\n\n".join(said)
