"""Whose risk is to be assessed again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.risk import policy
from whitebeam.risk.forms.deeds import HappeningForm, PauseForm
from whitebeam.risk.models import Happening
from whitebeam.risk.presenters.person import DueLine
from whitebeam.risk.presenters.reviews import MarkLine
from whitebeam.risk.queries.due import due_list
from whitebeam.risk.services.noting import end_pause, note_happening, take_back
from whitebeam.risk.services.noting import pause as set_pause
from whitebeam.risk.views.one import agency_for, now, person_of, today, typed


@needs(*policy.SEEING)
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    on, everyones = today(), request.GET.get("of") == "agency"
    after = request.GET.get("after", "")
    page = due_list(request.user, on=on, mine=not everyones, after=after)
    rows = [DueLine.of(one, is_late=one.due.is_overdue(on=on)) for one in page.rows]
    context = {
        "rows": rows,
        "late": page.late,
        "after": page.after,
        "everyones": everyones,
        "marks": [MarkLine.of(one) for one in policy.marks_waiting_for(request.user)],
        "drafts": list(
            policy.drafts_of(request.user).select_related("victim", "tool").order_by("-started_at")
        ),
    }
    return render(request, "risk/mine.html", context)


@needs(*policy.SEEING)
@require_http_methods(["GET", "POST"])
def pause(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    her = person_of(request, person_id)
    form = PauseForm(typed(request))
    if form.is_valid():
        agency = agency_for(request, her, *policy.SEEING)
        try:
            set_pause(person=her, agency=agency, by=request.user, at=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The clock stands until then")
            return redirect("risk:person", her.pk)
    context = {"form": form, "person_id": her.pk}
    return render(request, "risk/pause.html", context, status=422 if form.errors else 200)


@needs(*policy.SEEING)
@require_POST
def resume(request: SignedInRequest, person_id: UUID, pause_id: UUID) -> HttpResponse:
    her = person_of(request, person_id)
    try:
        end_pause(pause_id, by=request.user, on=today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The clock runs again")
    return redirect("risk:person", her.pk)


@needs(*policy.SEEING)
@require_http_methods(["GET", "POST"])
def happened(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    her = person_of(request, person_id)
    form = HappeningForm(typed(request))
    if form.is_valid():
        agency = agency_for(request, her, *policy.SEEING)
        told = form.cleaned_data | {"cause": Happening.Cause(form.cleaned_data["cause"])}
        note_happening(person=her, agency=agency, by=request.user, at=now(), **told)
        messages.success(request, "Noted. Risk is to be assessed again")
        return redirect("risk:person", her.pk)
    context = {"form": form, "person_id": her.pk}
    return render(request, "risk/happened.html", context, status=422 if form.errors else 200)


@needs(*policy.SEEING)
@require_POST
def mistaken(request: SignedInRequest, person_id: UUID, happening_id: UUID) -> HttpResponse:
    her = person_of(request, person_id)
    try:
        take_back(happening_id, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Taken back. It makes no assessment due any more")
    return redirect("risk:person", her.pk)
