"""Conflicts: declared by whoever has one, or noted by the coordinator."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.sitting import ConflictForm, NotedConflictForm
from whitebeam.marac.models import Meeting
from whitebeam.marac.presenters.meeting import MeetingHead, recognised
from whitebeam.marac.queries import conflicts
from whitebeam.marac.services import declaring
from whitebeam.marac.services.declaring import Conflict
from whitebeam.marac.views.sitting import SITTING, seated
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

ASK = require_http_methods(["GET", "POST"])
DONE = "It is done. You will not see that case, at this meeting or anywhere else."


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def listed(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    audit.record_reading(verb=Happened.CONFLICTS_LISTED, subject=meeting, classes=(Class.F2,))
    coordinated = policy.coordinated_by(request.user).filter(listings__meeting=meeting)
    context = {
        "head": MeetingHead.of(meeting, current="marac:conflicts", now=timezone.now()),
        "cases": recognised(conflicts.recognisable(request.user, meeting)),
        "coordinated": set(coordinated.values_list("pk", flat=True)),
        "meeting_id": meeting.pk,
    }
    return render(request, "marac/meeting/conflicts.html", context)


@needs(*SITTING, purpose=Purpose.MEETING)
@ASK
def declare(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(conflicts.declarable_by(request.user), pk=case_id)
    agency = conflicts.agency_in(request.user, case)
    colleagues = conflicts.stand_ins(agency, but=request.user) if agency else None
    typed = request.POST if request.method == "POST" else None
    form = ConflictForm(typed, stand_ins=colleagues)
    if form.is_valid():
        conflict = Conflict(case.pk, meeting=conflicts.meeting_now(case), **form.cleaned_data)
        try:
            declaring.declare(conflict=conflict, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, DONE)
            return redirect("casefile:home")
    context = {"form": form, "reference": case.reference}
    status = 422 if form.errors else 200
    return render(request, "marac/meeting/conflict.html", context, status=status)


@needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
@ASK
def note(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    typed = request.POST if request.method == "POST" else None
    people = conflicts.taking_part(case).exclude(pk=request.user.pk)
    form = NotedConflictForm(typed, people=people)
    if form.is_valid():
        given = dict(form.cleaned_data)
        user = given.pop("user")
        conflict = Conflict(case.pk, meeting=conflicts.meeting_now(case), **given)
        try:
            declaring.note_conflict(
                conflict=conflict, user=user, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is done. The case is closed to them.")
            return redirect("marac:case", case.pk)
    context = {"form": form, "reference": case.reference, "is_noted": True}
    status = 422 if form.errors else 200
    return render(request, "marac/meeting/conflict.html", context, status=status)
