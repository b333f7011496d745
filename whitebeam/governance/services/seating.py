"""Who sits where: filling a seat, and ending somebody's time in it."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.governance.events import Happened
from whitebeam.governance.models import Seat, Sitting
from whitebeam.governance.services import keeping
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency


@transaction.atomic
def fill_seat(
    *,
    seat: Seat,
    user: User | None = None,
    office: str = "",
    agency: Agency | None = None,
    starts_on: date,
    by: User,
) -> Sitting:
    """Put somebody into a seat that is free: a user, or an office where no account is needed.

    :raises Refused: if the seat is held or has ended, nobody is named, or it is not hers to fill
    """
    keeping.check_keeps(by)
    if user is None and not office.strip():
        raise Refused("Select who sits in it, or enter the office")
    if seat.ended_on:
        raise Refused("This seat has ended")
    sitting = Sitting(
        seat=seat,
        user=user,
        office=office.strip(),
        agency=agency,
        starts_on=starts_on,
        added_by=by,
    )
    try:
        with transaction.atomic():
            sitting.save(force_insert=True)
    except IntegrityError:
        raise Refused("Somebody sits in this seat. End that first.") from None
    audit.record(verb=Happened.SEAT_FILLED, subject=seat, user_id=user.pk if user else None)
    return sitting


@transaction.atomic
def end_sitting(*, sitting_id: UUID, ends_on: date, by: User) -> Sitting:
    """End somebody's time in a seat, which is vacant from the day after.

    :raises Refused: if it has ended, or would end before it began
    """
    keeping.check_keeps(by)
    sitting = keeping.locked(Sitting.objects.filter(ends_on=None), sitting_id)
    if ends_on < sitting.starts_on:
        raise Refused("It cannot end before it began")
    sitting.ends_on = ends_on
    sitting.save(update_fields=["ends_on", "updated_at"])
    audit.record(verb=Happened.SITTING_ENDED, subject=sitting, on=ends_on)
    return sitting
