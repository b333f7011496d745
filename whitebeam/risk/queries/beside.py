"""What is kept beside the assessments of one person: checks, comparisons, corrections, notes."""

from dataclasses import dataclass

from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.models import (
    ChildAware,
    ConflictOrAbuse,
    CounterAllegationReview,
    Happening,
    Pause,
    RoleCorrection,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows about one person, newest first."""

    reviews: list[CounterAllegationReview]
    comparisons: list[ConflictOrAbuse]
    corrections: list[RoleCorrection]
    notes: list[ChildAware]
    pauses: list[Pause]
    happenings: list[Happening]


def beside(user: User, person: Person) -> Beside:
    """Return what the user's agencies keep about this person beside assessments."""
    pair = Q(one=person) | Q(other=person)
    roles = Q(person=person) | Q(other=person)
    return Beside(
        reviews=list(policy.reviews_seen_by(user).filter(pair).order_by("-at")),
        comparisons=list(policy.comparisons_seen_by(user).filter(pair).order_by("-at")),
        corrections=list(policy.corrections_seen_by(user).filter(roles).order_by("-raised_at")),
        notes=list(policy.child_notes_seen_by(user).filter(child=person).order_by("-at")),
        pauses=list(policy.pauses_of(user).filter(person=person).order_by("-starts_on")),
        happenings=list(
            policy.happenings_of(user)
            .filter(person=person)
            .select_related("by", "agency", "mistaken_by")
            .order_by("-happened_on", "-at")
        ),
    )
