"""Sharing agreements: their ends are announced in time and changed by a guardian."""

from datetime import date
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.events import Happened
from whitebeam.partners.models import AgreementWarning, Duty, SharingAgreement


@transaction.atomic
def warn(*, agreement_id: UUID, days: int, on: date) -> bool:
    """Announce that the agreement ends within this many days; return whether it is news."""
    _, is_new = AgreementWarning.objects.get_or_create(
        agreement_id=agreement_id, days=days, defaults={"warned_on": on}
    )
    if is_new:
        audit.record(
            verb=Happened.AGREEMENT_WARNED,
            subject=SharingAgreement(pk=agreement_id),
            days=days,
        )
    return is_new


@transaction.atomic
def set_end(*, agreement_id: UUID, review_on: date, ends_on: date, by: User) -> SharingAgreement:
    """Move the review and the last day of an agreement, to extend or to end it.

    :raises Refused: if the user is no guardian, or the days do not follow one another
    """
    if not policy.has_duty(by, Duty.GUARD_RECORDS):
        raise Refused("Only a guardian changes an agreement")
    agreement = SharingAgreement.objects.select_for_update().filter(pk=agreement_id).first()
    if agreement is None or ends_on < agreement.starts_on:
        raise Refused("The last day must not be before the first")
    before = agreement.ends_on
    agreement.review_on, agreement.ends_on = review_on, ends_on
    agreement.save(update_fields=["review_on", "ends_on", "updated_at"])
    audit.record(verb=Happened.AGREEMENT_EXTENDED, subject=agreement, before=before, after=ends_on)
    return agreement
