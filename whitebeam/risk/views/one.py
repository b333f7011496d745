"""What pages about one person's risk share: finding her, her agency, and whom else to choose."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Agency, Duty
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.ties import others_of

WRITING = (Duty.ASSESS_RISK,)


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return now().astimezone(LONDON).date()


def typed(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def person_of(request: SignedInRequest, person_id: UUID) -> Person:
    return get_object_or_404(people.visible_to(request.user), pk=person_id)


def draft_of(request: SignedInRequest, assessment_id: UUID) -> Assessment:
    drafts = policy.drafts_of(request.user).select_related(
        "tool", "wording", "agency", "victim", "by"
    )
    return get_object_or_404(drafts, pk=assessment_id)


def signed_of(request: SignedInRequest, assessment_id: UUID) -> Assessment:
    seen = policy.visible_to(request.user).select_related("tool", "wording", "agency", "by")
    return get_object_or_404(seen, pk=assessment_id)


def agency_for(request: SignedInRequest, person: Person, *duties: Duty) -> Agency:
    """Return the agency for which the worker writes: one that works with her, if there is one."""
    agencies = policy.agencies_writing(request.user, person, *duties).order_by("name")
    agency = agencies.first()
    if agency is None:
        raise Http404
    return agency


def others(request: SignedInRequest, person: Person) -> list[tuple[str, str]]:
    """Return the people on her record whom the worker may choose, by name."""
    return [(str(one.pk), one.known_as) for one in others_of(request.user, person)]


def chosen(request: SignedInRequest, person: Person, pk: str) -> Person | None:
    found = [one for one in others_of(request.user, person) if str(one.pk) == pk]
    return found[0] if found else None
