"""Who may see an assessment of risk, and who may write one.

The assessing agency's workers see it while they may see the person harmed; another agency sees it
while it is shared with it under an agreement in force; a block on the person harmed, on the one
causing harm or on a child hides it. The database decides the same again (risk migration 0002).
"""

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, UUIDField

from whitebeam.accounts.models import User
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.risk.models import (
    Assessment,
    ChildAware,
    ConflictOrAbuse,
    CounterAllegationReview,
    Happening,
    Pause,
    ResultDocument,
    RoleCorrection,
    RolesMark,
    Shared,
)

SEEING = (
    Duty.ASSESS_RISK,
    Duty.SUPPORT_VICTIMS,
    Duty.TRIAGE_REFERRALS,
    Duty.REFER_TO_MARAC,
    Duty.ASSIGN_REFERRALS,
)
# Whoever works for a MARAC reads what is shared with her agency for it.
RECEIVING = (*SEEING, Duty.RESEARCH_MARAC, Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC)
# Whoever writes about people is told of words to think of again.
TELLING = (*RECEIVING, Duty.REFER, Duty.SHORT_REFERRAL, Duty.VIEW_OWN_REFERRALS)
REVIEWING = (
    Duty.ASSESS_RISK,
    Duty.SUPPORT_VICTIMS,
    Duty.TRIAGE_REFERRALS,
    Duty.COORDINATE_MARAC,
)
REVIEWS_SEEN = (*SEEING, Duty.COORDINATE_MARAC)


class DeniedAssessments(Func):
    """The assessments that were never made for the acting user; only the database can tell."""

    function = "sec.assessments_denied"
    template = "(select unnest(%(function)s()))"
    output_field = UUIDField()
    arity = 0


def visible_to(user: User, *duties: Duty) -> QuerySet[Assessment]:
    """Return the signed assessments that the user may see in one of these duties."""
    own = Q(agency__in=_agencies(user, *(duties or SEEING)), victim__in=people.visible_to(user))
    return (
        Assessment.objects.filter(own | Q(Exists(_shared_with(user, *(duties or RECEIVING)))))
        .exclude(state=Assessment.State.DRAFT)
        .exclude(pk__in=DeniedAssessments())
    )


def waits_for_a_look() -> Exists:
    """Say whether an assessment was found to hold two people the wrong way round, unlooked at."""
    return Exists(RolesMark.objects.filter(assessment=OuterRef("pk"), found=RolesMark.Found.WAITS))


def own_of(user: User, *duties: Duty) -> QuerySet[Assessment]:
    """Return the signed assessments of the user's own agencies."""
    return visible_to(user, *duties).filter(agency__in=_agencies(user, *(duties or SEEING)))


def drafts_of(user: User) -> QuerySet[Assessment]:
    """Return the user's own assessments that are not signed yet."""
    return Assessment.objects.filter(
        state=Assessment.State.DRAFT,
        discarded_at=None,
        by=user,
        agency__in=_agencies(user, Duty.ASSESS_RISK),
        victim__in=people.visible_to(user),
    ).exclude(pk__in=DeniedAssessments())


def drafts_opened_to(user: User) -> QuerySet[Assessment]:
    """Return the drafts that colleagues opened to whoever assesses for their agency and sees both.

    Reading them is all that she may; her own are not among them.
    """
    seen = people.visible_to(user)
    return (
        Assessment.objects.filter(
            Q(perpetrator=None) | Q(perpetrator__in=seen),
            state=Assessment.State.DRAFT,
            discarded_at=None,
            opened_at__isnull=False,
            agency__in=_agencies(user, Duty.ASSESS_RISK),
            victim__in=seen,
        )
        .exclude(by=user)
        .exclude(pk__in=DeniedAssessments())
    )


def assessable_by(user: User) -> QuerySet[Person]:
    """Return the people whose risk the user may assess."""
    if not _agencies(user, Duty.ASSESS_RISK).exists():
        return Person.objects.none()
    return people.visible_to(user)


def agencies_assessing(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user assesses risk."""
    return _agencies(user, Duty.ASSESS_RISK)


def agencies_writing(user: User, person: Person, *duties: Duty) -> QuerySet[Agency]:
    """Return the agencies for which the user may write about this person in one of these duties."""
    involved = people.involvements_in_force(user, *people.READING).filter(person=person)
    mine = _agencies(user, *(duties or SEEING))
    return mine.filter(pk__in=involved.values("agency"))


def shareable_by(user: User) -> QuerySet[Assessment]:
    """Return the signed assessments that the user may share: her own agency's."""
    return own_of(user)


def shares_of(user: User, assessment: Assessment) -> QuerySet[Shared]:
    """Return with whom one of the user's own agency's assessments is shared now."""
    return Shared.objects.filter(assessment=assessment, ended_at=None)


def documents_seen_by(user: User) -> QuerySet[ResultDocument]:
    """Return the documents of the assessments that the user sees, and of her own drafts."""
    return ResultDocument.objects.filter(
        Q(assessment__in=visible_to(user)) | Q(assessment__in=drafts_of(user)), removed_at=None
    )


def reviews_seen_by(user: User) -> QuerySet[CounterAllegationReview]:
    """Return the structured checks of the user's agencies about people she may see."""
    seen = people.visible_to(user)
    return CounterAllegationReview.objects.filter(
        agency__in=_agencies(user, *REVIEWS_SEEN), one__in=seen, other__in=seen
    )


def comparisons_seen_by(user: User) -> QuerySet[ConflictOrAbuse]:
    """Return the comparisons of conflict and abuse by the user's agencies."""
    seen = people.visible_to(user)
    return ConflictOrAbuse.objects.filter(
        agency__in=_agencies(user, *REVIEWS_SEEN), one__in=seen, other__in=seen
    )


def corrections_seen_by(user: User) -> QuerySet[RoleCorrection]:
    """Return the corrections of roles by the user's agencies."""
    seen = people.visible_to(user)
    return RoleCorrection.objects.filter(
        agency__in=_agencies(user, *REVIEWS_SEEN), person__in=seen, other__in=seen
    )


def corrections_decidable_by(user: User) -> QuerySet[RoleCorrection]:
    """Return the corrections that wait for a second worker, who is not the one who raised them."""
    return (
        corrections_seen_by(user)
        .filter(agency__in=_agencies(user, *REVIEWING), state=RoleCorrection.State.RAISED)
        .exclude(raised_by=user)
    )


def marks_waiting_for(user: User, *duties: Duty) -> QuerySet[RolesMark]:
    """Return the marks on assessments of the user's own agencies that nobody has looked at."""
    mine = own_of(user, *duties)
    return RolesMark.objects.filter(found=RolesMark.Found.WAITS, assessment__in=mine)


def agencies_reviewing(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user may make a structured check."""
    return _agencies(user, *REVIEWING)


def child_notes_seen_by(user: User) -> QuerySet[ChildAware]:
    """Return the notes about children by the user's agencies."""
    return ChildAware.objects.filter(
        agency__in=_agencies(user, *SEEING), child__in=people.visible_to(user)
    )


def pauses_of(user: User) -> QuerySet[Pause]:
    """Return the pauses that the user's agencies set."""
    return Pause.objects.filter(
        agency__in=_agencies(user, *SEEING), person__in=people.visible_to(user)
    )


def happenings_of(user: User) -> QuerySet[Happening]:
    """Return what the user's agencies noted that makes an assessment due."""
    return Happening.objects.filter(
        agency__in=_agencies(user, *SEEING), person__in=people.visible_to(user)
    )


def _shared_with(user: User, *duties: Duty) -> QuerySet[Shared]:
    return Shared.objects.filter(
        assessment=OuterRef("pk"),
        agency__in=_agencies(user, *duties),
        ended_at=None,
        agreement__in=partners.agreements_in_force(),
    )


def _agencies(user: User, *duties: Duty) -> QuerySet[Agency]:
    return partners.agencies_where(user, *duties).exclude(kind=Agency.Kind.GUEST)
