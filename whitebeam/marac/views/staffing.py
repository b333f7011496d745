"""Saying how many people are in post for the MARACs of an area."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.forms.staffing import StaffForm
from whitebeam.marac.queries import staffing as queries
from whitebeam.marac.services.staffing import InPost, enter_staff
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty


@needs(Duty.COORDINATE_MARAC, Duty.VIEW_MARAC_FIGURES, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def enter(request: SignedInRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = StaffForm(typed, areas=queries.areas_with_panels())
    if form.is_valid():
        try:
            enter_staff(InPost(**form.cleaned_data), by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Who is in post is kept")
            return redirect("marac:planner")
    status = 422 if form.errors else 200
    return render(request, "marac/staff.html", {"form": form}, status=status)
