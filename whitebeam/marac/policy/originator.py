"""Who reads what was asked of a fact's controller, and who answers it."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac.models import OriginatorQuestion
from whitebeam.marac.models.functions import DeniedCases
from whitebeam.marac.policy.parts import Capacity, parts_of


def questions_seen_by(user: User) -> QuerySet[OriginatorQuestion]:
    """Return what the user's agencies asked or are asked, and all in the cases she coordinates."""
    mine = parts_of(user).filter(
        Q(agency=OuterRef("controller"))
        | Q(agency=OuterRef("asked_for"))
        | Q(capacity=Capacity.COORDINATOR),
        case=OuterRef("case"),
        user=None,
    )
    return OriginatorQuestion.objects.filter(Exists(mine)).exclude(case__in=DeniedCases())


def questions_answerable_by(user: User) -> QuerySet[OriginatorQuestion]:
    """Return what waits for the answer of an agency for which the user acts in its case."""
    mine = parts_of(user).filter(case=OuterRef("case"), agency=OuterRef("controller"), user=None)
    seen = questions_seen_by(user).filter(Exists(mine), answer="")
    return seen.exclude(asked_for=F("controller"))
