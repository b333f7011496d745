"""What the quick form of the meeting room offers, and the usual reasons it comes with."""

from datetime import datetime
from functools import cache, partial
from uuid import UUID

from whitebeam.accounts.models import User
from whitebeam.marac.forms.live import Offered
from whitebeam.marac.models import AgendaItem
from whitebeam.marac.queries import live
from whitebeam.marac.queries.heard import heard_of
from whitebeam.marac.services.ledger_of_meeting import Reasons


def offered(user: User, item_id: UUID) -> Offered:
    """Return what may be chosen of this case; it is looked up only where something was chosen."""
    return Offered(
        people=cache(partial(live.people_named, item_id)),
        agencies=cache(partial(live.spoken_for, user, item_id)),
    )


def usual(user: User, item: AgendaItem | None, *, now: datetime) -> Offered:
    """Return the same for a form to be drawn, with the reasons for what the user's agency says."""
    heard = heard_of(item, at=now) if item else None
    if item is None or heard is None:
        return Offered()
    why, plain = Reasons().of(heard), offered(user, item.pk)
    return Offered(
        people=plain.people,
        agencies=plain.agencies,
        under="" if heard.uncovered else live.agreement_named(heard.agreement),
        is_uncovered=bool(heard.uncovered),
        reasons={
            "basis": str(why.basis),
            "necessity": why.necessity,
            "proportionality": why.proportionality,
        },
    )
