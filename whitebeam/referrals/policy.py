"""Who may see a referral, and who may do what with it.

The sender's agency follows its own referrals; the agency in whose queue a referral is or was sees
it; a blocked worker sees neither. The database decides the same again (referrals migration 0002).
"""

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, UUIDField

from whitebeam.accounts.models import User
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals.models import (
    AdviceContact,
    CaseBlock,
    Document,
    Draft,
    QueueEntry,
    Referral,
)

RECALLABLE = (Referral.State.IN_TRIAGE, Referral.State.RETURNED)
HOLDING = (Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS, Duty.ASSIGN_REFERRALS)


class DeniedReferrals(Func):
    """The referrals that were never made for the acting user; only the database can tell."""

    function = "sec.referrals_denied"
    template = "(select unnest(%(function)s()))"
    output_field = UUIDField()
    arity = 0


def stays_seen_by(user: User, *duties: Duty) -> QuerySet[QueueEntry]:
    """Return the stays in queues of the agencies at which the user has one of these duties."""
    return QueueEntry.objects.filter(
        Q(agreement=None) | Q(agreement__in=partners.agreement_ids_in_force()),
        agency__in=partners.agency_ids_where(user, *(duties or HOLDING)),
    ).exclude(Q(left_how=QueueEntry.Left.RECALLED) | Q(referral__in=DeniedReferrals()))


def held_by(user: User, *duties: Duty) -> QuerySet[Referral]:
    """Return the referrals that are or were in a queue of the user's agencies."""
    stays = stays_seen_by(user, *duties).filter(referral=OuterRef("pk"))
    return Referral.objects.filter(Exists(stays)).exclude(pk__in=DeniedReferrals())


def sent_by(user: User) -> QuerySet[Referral]:
    """Return the referrals whose way the user may follow: her agency's, and her own."""
    if not user.is_active:
        return Referral.objects.none()
    return Referral.objects.filter(
        Q(sent_by__in=partners.agency_ids_where(user, Duty.VIEW_OWN_REFERRALS))
        | Q(submitted_by=user)
    ).exclude(pk__in=DeniedReferrals())


def visible_to(user: User) -> QuerySet[Referral]:
    """Return every referral that the user may see as sender or as holder."""
    stays = stays_seen_by(user).filter(referral=OuterRef("pk"))
    seen = Q(Exists(stays)) | Q(
        sent_by__in=partners.agency_ids_where(user, Duty.VIEW_OWN_REFERRALS)
    )
    if user.is_active:
        seen |= Q(submitted_by=user)
    return Referral.objects.filter(seen).exclude(pk__in=DeniedReferrals())


def waiting_for(user: User) -> QuerySet[QueueEntry]:
    """Return the stays that wait in the user's queues now."""
    return stays_seen_by(user, Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS).filter(left_at=None)


def decidable_by(user: User) -> QuerySet[Referral]:
    """Return the referrals that wait for triage in the user's queues."""
    waiting = waiting_for(user).filter(referral=OuterRef("pk"))
    return Referral.objects.filter(Exists(waiting)).exclude(pk__in=DeniedReferrals())


def accepted_by(user: User) -> QuerySet[Referral]:
    """Return the open referrals that the user has accepted and still may see."""
    return held_by(user, Duty.SUPPORT_VICTIMS).filter(
        accepted_by=user, state=Referral.State.ACCEPTED
    )


def recallable_by(user: User) -> QuerySet[Referral]:
    """Return the referrals that the user's agency sent and may still take back or correct."""
    return sent_by(user).filter(state__in=RECALLABLE)


def cases_shared_by(user: User) -> QuerySet[Referral]:
    """Return the open cases of the agencies at which the user assigns work."""
    return held_by(user, Duty.ASSIGN_REFERRALS).filter(
        state=Referral.State.ACCEPTED,
        held_by__in=partners.agency_ids_where(user, Duty.ASSIGN_REFERRALS),
    )


def drafts_of(user: User) -> QuerySet[Draft]:
    """Return the user's own unsent drafts."""
    return Draft.objects.filter(writer=user, sent_at=None, discarded_at=None)


def documents_seen_by(user: User) -> QuerySet[Document]:
    """Return the documents of the referrals that the user sees, and of her own drafts."""
    return Document.objects.filter(
        Q(draft__in=drafts_of(user)) | Q(referral__in=visible_to(user)), removed_at=None
    )


def advice_of(user: User) -> QuerySet[AdviceContact]:
    """Return the advice contacts of the agencies for which the user advises."""
    return AdviceContact.objects.filter(agency__in=agencies_advising(user))


def agencies_advising(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user triages or supports, and so may advise."""
    held = partners.agencies_where(user, Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS)
    return held.exclude(kind=Agency.Kind.GUEST)


def guarded_by(user: User) -> QuerySet[Referral]:
    """Return the referrals that the user guards: references and states, never their content."""
    guarded = partners.agency_ids_where(user, Duty.GUARD_RECORDS)
    return (
        Referral.objects.filter(Q(sent_by__in=guarded) | Q(held_by__in=guarded))
        .exclude(pk__in=DeniedReferrals())
        .defer("answers", "basis_reason")
    )


def blocks_kept_by(user: User) -> QuerySet[CaseBlock]:
    """Return the conflict blocks on referrals that the user guards."""
    return CaseBlock.objects.filter(referral__in=guarded_by(user).values("pk"))


def assignable_by(user: User) -> QuerySet[QueueEntry]:
    """Return the waiting stays that the user may assign or take over from a colleague."""
    return stays_seen_by(user, Duty.ASSIGN_REFERRALS).filter(left_at=None)
