"""Assessments of one person, newest first, and the one before each."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.models import Assessment, GroundMet, RolesMark

RELATED = ("tool", "wording", "agency", "by")
# Tools that look at the whole risk stand for one another; a set of questions stands for itself.
WHOLE = ("CHECKLIST", "YOUNG", "EXTERNAL")


def latest_signed_of(user: User, person_id: UUID) -> Assessment | None:
    """Return the newest signed assessment of this person that stands and the user may see."""
    return standing_of(user, person_id).first()


def standing_of(user: User, person_id: UUID) -> QuerySet[Assessment]:
    """Return the assessments of this person that count: not superseded, set aside or in doubt."""
    return history_of(user, person_id).filter(
        ~policy.waits_for_a_look(), state=Assessment.State.SIGNED, set_aside_by=None
    )


def newest_of(user: User, person_id: UUID, others: Iterable[UUID]) -> Assessment | None:
    """Return the newest assessment that stands of the risk to this person from any of these.

    One of the whole risk goes before a set of questions; one that names nobody may be of any.
    """
    named, found = list(others), standing_of(user, person_id)
    if named:
        found = found.filter(Q(perpetrator=None) | Q(perpetrator__in=named))
    return found.filter(tool__kind__in=WHOLE).first() or found.first()


def standing_seen_by(user: User) -> QuerySet[Assessment]:
    """Return the assessments that stand and the user may see, of anybody; none is in doubt."""
    seen = policy.visible_to(user).filter(
        ~policy.waits_for_a_look(), state=Assessment.State.SIGNED, set_aside_by=None
    )
    return seen.select_related(*RELATED)


def standing_for(user: User, assessment_id: str) -> Assessment | None:
    """Return this assessment if it stands, else the newest that stands of its two people.

    Nothing is found for whoever may not see the one that is asked for, or nothing in its place.
    """
    standing = standing_seen_by(user).filter(pk=assessment_id).first()
    if standing is not None:
        return standing
    replaced = policy.visible_to(user).filter(pk=assessment_id).first()
    if replaced is None:
        return None
    others = [replaced.perpetrator_id] if replaced.perpetrator_id else []
    return newest_of(user, replaced.victim_id, others)


def history_of(user: User, person_id: UUID) -> QuerySet[Assessment]:
    """Return every signed assessment of this person, whichever of her records it stands in."""
    person = people.visible_to(user).filter(pk=person_id).first()
    same = [person_id]
    if person is not None:
        root = person.merged_into_id or person.pk
        found = people.visible_to(user).filter(Q(pk=root) | Q(merged_into=root))
        same = list(found.values_list("pk", flat=True))
    grounds = Prefetch("grounds", GroundMet.objects.order_by("ground"))
    return (
        policy.visible_to(user)
        .filter(victim__in=same)
        .annotate(in_doubt=policy.waits_for_a_look())
        .select_related(*RELATED)
        .prefetch_related(grounds)
        .order_by("-signed_at", "-pk")
    )


def before(user: User, assessment: Assessment) -> Assessment | None:
    """Return the assessment with a tool of the same kind that was signed before this one."""
    earlier = history_of(user, assessment.victim_id).filter(tool__kind=assessment.tool.kind)
    if assessment.perpetrator_id:
        earlier = earlier.filter(Q(perpetrator=assessment.perpetrator_id) | Q(perpetrator=None))
    if assessment.signed_at:
        earlier = earlier.filter(signed_at__lt=assessment.signed_at)
    return earlier.exclude(pk=assessment.pk).first()


def marks_of(assessment: Assessment) -> QuerySet[RolesMark]:
    """Return what other agencies' corrections of roles said of an assessment, newest first."""
    return assessment.marks.select_related("looked_by").order_by("-marked_on", "-pk")


def people_of(user: User, assessment: Assessment) -> dict[UUID, Person]:
    """Return the people of an assessment whom the user may see; a receiver may see none."""
    named = {assessment.victim_id, assessment.perpetrator_id} - {None}
    return people.visible_to(user).in_bulk([pk for pk in named if pk])
