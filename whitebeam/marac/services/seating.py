"""Who takes part in a case: seated by whoever refers or coordinates, unseated when it is over."""

from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case, GuestAccess, Participant
from whitebeam.marac.services import ledger
from whitebeam.partners.models import Agency, SharingAgreement

Capacity = Participant.Capacity


def seat(
    case: Case,
    agency: Agency,
    *,
    capacity: Capacity,
    by: User,
    at: datetime,
    agreement: SharingAgreement | None = None,
    guest: GuestAccess | None = None,
) -> None:
    """Let an agency, or one guest while their access lasts, take part; twice changes nothing.

    Whoever reads the papers from now is noted on every line of the ledger so far.

    The partnership's walls hide another agency's parts from some who seat, so a part that is
    there already is left alone by the database.
    """
    Participant.objects.bulk_create(
        [
            Participant(
                case=case,
                agency=agency,
                capacity=capacity,
                user_id=guest.user_id if guest else None,
                access=guest,
                agreement=agreement,
                coordinated_by_id=case.panel.coordinated_by_id,
                added_by=by,
                began_at=at,
                until=guest.until if guest else None,
            )
        ],
        ignore_conflicts=True,
    )
    if capacity != Capacity.REFERRER:
        ledger.add_recipient(case, agency, at=at)
    audit.record(verb=Happened.SEATED, subject=case, agency_id=agency.pk, capacity=str(capacity))


def unseat(case: Case, agency: Agency, *, capacity: Capacity, at: datetime) -> None:
    """End an agency's part in a case in this capacity."""
    Participant.objects.filter(case=case, agency=agency, capacity=capacity, ended_at=None).update(
        ended_at=at, updated_at=at
    )
    audit.record(verb=Happened.UNSEATED, subject=case, agency_id=agency.pk, capacity=str(capacity))
