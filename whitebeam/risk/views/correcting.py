"""Looking at an assessment of one's own whose roles another agency has corrected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.risk import policy
from whitebeam.risk.forms.deeds import LookForm
from whitebeam.risk.presenters.reviews import MarkLine
from whitebeam.risk.services.correcting import look_at
from whitebeam.risk.views.one import now, typed


@needs(Duty.ASSESS_RISK)
@require_http_methods(["GET", "POST"])
def look(request: SignedInRequest, mark_id: UUID) -> HttpResponse:
    waiting = policy.marks_waiting_for(request.user, Duty.ASSESS_RISK)
    mark = get_object_or_404(waiting.select_related("assessment__victim"), pk=mark_id)
    form = LookForm(typed(request))
    if form.is_valid():
        stands, words = form.cleaned_data["found"] == "STANDS", form.cleaned_data["words"]
        try:
            look_at(mark.pk, stands=stands, words=words, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It stands" if stands else "Set aside")
            return redirect("risk:assessment", mark.assessment_id)
    person = mark.assessment.victim.known_as
    context = {"form": form, "mark": MarkLine.of(mark), "person": person}
    return render(request, "risk/look.html", context, status=422 if form.errors else 200)
