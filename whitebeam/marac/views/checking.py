"""Who harms whom in a case: what waits for the check, and where it is made."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.queries import checking as queries
from whitebeam.marac.services import checking
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

Capacity = policy.Capacity
TOLD = (Capacity.COORDINATOR, Capacity.CHAIR, Capacity.IDVA, Capacity.REFERRER)
OPENING = (
    Duty.COORDINATE_MARAC,
    Duty.CHAIR_MARAC,
    Duty.SUPPORT_VICTIMS,
    Duty.REFER_TO_MARAC,
)


@needs(*OPENING, purpose=Purpose.MEETING)
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    user = request.user
    seen = policy.visible_to(user, *TOLD).select_related("referring_agency", "idva_agency")
    case = get_object_or_404(seen, pk=case_id)
    if request.method == "POST":
        try:
            checking.ask_for_check(case_id=case.pk, by=user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The referrer and the service that speaks for her are asked")
        return redirect("marac:case_check", case.pk)
    audit.record_reading(verb=Happened.CHECK_OPENED, subject=case, classes=(Class.F2,))
    context = {
        "case_id": case.pk,
        "reference": case.reference,
        "waits": queries.needs_counter_check(case),
        "checks": queries.checks_of(user, case),
        "may_ask": policy.coordinated_by(user).filter(pk=case.pk).exists(),
        "asked": [one.name for one in (case.referring_agency, case.idva_agency) if one],
    }
    return render(request, "marac/check.html", context)
