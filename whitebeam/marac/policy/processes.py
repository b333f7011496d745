"""Who reads that another process is at work beside a case: as what agencies share in research."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac.models import ProcessLink, ResearchRequest
from whitebeam.marac.models.functions import DeniedCases, IsAnyOf
from whitebeam.marac.policy.parts import WORKING, Capacity, of_own, parts_of


def processes_seen_by(user: User) -> QuerySet[ProcessLink]:
    """Return what was named in the user's cases, and what her own agency named or leads besides.

    An agency that only researches reads nothing about somebody it was not asked about.
    """
    part = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    own = part.filter(user=None).filter(
        Q(agency=OuterRef("agency")) | Q(agency=OuterRef("said_for"))
    )
    others = set(WORKING) - {Capacity.RESEARCHER}
    whole = parts_of(user, *others).filter(case=OuterRef("case"))
    asked = of_own(ResearchRequest, user).filter(
        IsAnyOf(OuterRef("about__part"), F("parts")), withdrawn_at=None, case=OuterRef("case")
    )
    reading = Q(Exists(whole)) | Q(Exists(asked))
    return ProcessLink.objects.filter(Q(Exists(own)) | reading & Q(is_withheld=False)).exclude(
        case__in=DeniedCases()
    )


def processes_kept_by(user: User) -> QuerySet[ProcessLink]:
    """Return what stands and the user may confirm or end: her agency's own, or as coordinator."""
    part = parts_of(user, *WORKING).filter(case=OuterRef("case"), user=None)
    own = part.filter(Q(agency=OuterRef("agency")) | Q(agency=OuterRef("said_for")))
    runs = parts_of(user, Capacity.COORDINATOR).filter(case=OuterRef("case"))
    kept = Q(Exists(own)) | Q(Exists(runs), is_withheld=False)
    return ProcessLink.objects.filter(kept, ended_at=None).exclude(case__in=DeniedCases())
