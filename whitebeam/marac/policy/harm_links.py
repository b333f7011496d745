"""Who reads that one person causes harm in two cases: whoever runs both and may open both."""

from django.db.models import Exists, OuterRef, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac.models import HarmLink
from whitebeam.marac.models.functions import DeniedCases
from whitebeam.marac.policy.parts import RUNNING, Capacity, parts_of


def harm_links_seen_by(user: User) -> QuerySet[HarmLink]:
    """Return the links between two cases both of which the user coordinates or chairs."""
    return _between(user, *RUNNING)


def harm_links_kept_by(user: User) -> QuerySet[HarmLink]:
    """Return the standing links that the user may end: as who coordinates both cases."""
    return _between(user, Capacity.COORDINATOR).filter(ended_at=None)


def _between(user: User, *capacities: Capacity) -> QuerySet[HarmLink]:
    here, there = (
        parts_of(user, *capacities).filter(case=OuterRef(name)) for name in ("case", "other")
    )
    rows = HarmLink.objects.filter(Exists(here), Exists(there))
    return rows.exclude(case__in=DeniedCases()).exclude(other__in=DeniedCases())
