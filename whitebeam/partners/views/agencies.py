"""Stopping an agency, and letting it work again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.stepup import with_fresh_second_factor
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy, queries
from whitebeam.partners.access import needs
from whitebeam.partners.forms import ReasonForm
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.presenters import AgencyRow
from whitebeam.partners.services import agencies

keepers = needs(Duty.GUARD_RECORDS, Duty.CONFIGURE_PARTNERSHIP, purpose=Purpose.SUPERVISION)


@keepers
@require_safe
def list_agencies(request: SignedInRequest) -> HttpResponse:
    stoppable = policy.agencies_stoppable_by(request.user)
    changeable = frozenset(stoppable.values_list("pk", flat=True))
    rows = [AgencyRow.of(each, changeable=changeable) for each in queries.agencies()]
    return render(request, "partners/agencies.html", {"agencies": rows})


@keepers
@with_fresh_second_factor
@require_http_methods(["GET", "POST"])
def stop(request: SignedInRequest, agency_id: UUID) -> HttpResponse:
    return _switch(request, agency_id, agencies.stop_agency, "partners/stop.html")


@keepers
@with_fresh_second_factor
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest, agency_id: UUID) -> HttpResponse:
    return _switch(request, agency_id, agencies.start_agency, "partners/start.html")


def _switch(
    request: SignedInRequest, agency_id: UUID, deed: Callable[..., Agency], template: str
) -> HttpResponse:
    agency = get_object_or_404(policy.agencies_stoppable_by(request.user), pk=agency_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            deed(agency_id=agency.pk, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Done. It holds from now on")
            return redirect("partners:agencies")
    context = {"form": form, "agency": agency.name}
    return render(request, template, context, status=422 if form.errors else 200)
