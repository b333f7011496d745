"""Opening a signed assessment to other agencies, under an agreement in force, for a reason."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, SharingAgreement
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import Assessment, Shared

RISK = "F6"


@transaction.atomic
def share_with(
    assessment: Assessment,
    agencies: Iterable[Agency],
    agreement: SharingAgreement,
    *,
    why: str,
    by: User,
    at: datetime,
) -> list[Shared]:
    """Open an assessment of the user's own agency to these agencies; the new openings are returned.

    Safe to repeat: an agency that it is open to already is passed over.

    :raises Refused: if it is not the user's to share, no reason is given, or the agreement does not
        cover risk between the two agencies today
    """
    mine = policy.shareable_by(by).filter(pk=assessment.pk).first()
    if mine is None:
        raise Refused("You can share the signed assessments of your own agency only")
    if not why.strip():
        raise Refused("Enter why it is shared")
    held = set(policy.shares_of(by, mine).values_list("agency", flat=True))
    wanted = [one for one in agencies if one.pk not in held and one.pk != mine.agency_id]
    for agency in wanted:
        _check_covered(agreement, mine.agency, agency)
    return [_share(mine, agency, agreement, why=why, by=by, at=at) for agency in wanted]


@transaction.atomic
def stop_sharing(share_id: UUID, *, by: User, at: datetime) -> None:
    """Close an assessment to an agency again.

    :raises Refused: if it is not open to it any more
    """
    mine = policy.shareable_by(by)
    share = Shared.objects.filter(pk=share_id, ended_at=None, assessment__in=mine).first()
    if share is None:
        raise Refused("This is not shared any more")
    share.ended_at = at
    share.save(update_fields=["ended_at", "updated_at"])
    audit.record(
        verb=Happened.SHARING_ENDED,
        subject=share.assessment,
        person_id=share.assessment.victim_id,
        agency=share.agency_id,
    )


def _share(
    mine: Assessment,
    agency: Agency,
    agreement: SharingAgreement,
    *,
    why: str,
    by: User,
    at: datetime,
) -> Shared:
    share = Shared(
        assessment=mine,
        agency=agency,
        shared_by_agency=mine.agency,
        agreement=agreement,
        why=why,
        by=by,
        at=at,
    )
    share.save(force_insert=True)
    audit.record(
        verb=Happened.SHARED,
        subject=mine,
        person_id=mine.victim_id,
        agency=agency.pk,
        agreement=agreement.code,
        reason=why,
    )
    return share


def _check_covered(agreement: SharingAgreement, owner: Agency, receiver: Agency) -> None:
    in_force = partners.agreements_in_force().filter(
        pk=agreement.pk, categories__contains=[RISK], parties__agency=owner, parties__gives=True
    )
    receiving = agreement.parties.filter(agency=receiver, receives=True)
    if not in_force.exists() or not receiving.exists():
        raise Refused(f"No agreement in force lets {owner.name} share risk with {receiver.name}")
