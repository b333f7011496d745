"""For which of their agencies somebody acts now."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.partners import policy
from whitebeam.partners.middleware import AGENCY


@signed_in
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    held = policy.memberships_in_force(request.user).order_by("agency__name")
    agencies = dict(held.values_list("agency_id", "agency__name"))
    now = getattr(request, "agency_id", None)
    return render(request, "partners/acting.html", {"agencies": agencies, "now": now})


@signed_in
@require_POST
def act_for(request: SignedInRequest, agency_id: UUID) -> HttpResponse:
    held = policy.memberships_in_force(request.user)
    membership = get_object_or_404(held.filter(agency_id=agency_id)[:1])
    request.session[AGENCY] = str(membership.agency_id)
    return redirect("/")
