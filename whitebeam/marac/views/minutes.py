"""Minutes: written and signed by those who run a meeting, read by each agency as its own copy."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.govuk.printed import tagged_pdf
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.live import CorrectionForm, SummaryForm
from whitebeam.marac.models import AgendaItem, Meeting, MinutesCopy
from whitebeam.marac.presenters.meeting import MeetingHead
from whitebeam.marac.presenters.minutes import Row, Sheet, copy_rows, mark_of, versions
from whitebeam.marac.queries import copies, live, minutes
from whitebeam.marac.rules.minuting import read_copy, read_whole
from whitebeam.marac.services import minuting
from whitebeam.marac.views.meeting import READ
from whitebeam.marac.views.sitting import SITTING, seated
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

RUNNING = (Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC)
ASK = require_http_methods(["GET", "POST"])


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def listed(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    context = {
        "head": MeetingHead.of(meeting, current="marac:minutes", now=timezone.now()),
        "rows": [Row.of(one) for one in minutes.standing(request.user, meeting)],
        "copies": copy_rows(minutes.copies_of(request.user, meeting)),
        "runs": live.runs(request.user, meeting),
        "may_send": meeting.state == Meeting.State.ENDED,
    }
    return render(request, "marac/minutes/list.html", context)


@needs(*RUNNING, purpose=Purpose.MEETING)
@ASK
@seated
def one(request: SignedInRequest, meeting: Meeting, item_id: UUID) -> HttpResponse:
    item = _item(request, meeting, item_id)
    form = SummaryForm(_typed(request), initial={"summary": item.summary})
    return _write(request, meeting, item, form, minuting.summarise, "The summary is kept")


@needs(Duty.CHAIR_MARAC, purpose=Purpose.MEETING)
@ASK
@seated
def correct(request: SignedInRequest, meeting: Meeting, item_id: UUID) -> HttpResponse:
    item = _item(request, meeting, item_id)
    form = CorrectionForm(_typed(request), initial={"summary": item.summary})
    return _write(request, meeting, item, form, minuting.correct, "The minutes are put right")


def _write(
    request: SignedInRequest,
    meeting: Meeting,
    item: AgendaItem,
    form: Form,
    deed: Callable[..., object],
    done: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            deed(item_id=item.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("marac:item_minutes", meeting.pk, item.pk)
    return _page(request, meeting, item, form)


def _page(request: SignedInRequest, meeting: Meeting, item: AgendaItem, form: Form) -> HttpResponse:
    audit.record_reading(verb=Happened.MINUTES_OPENED, subject=item.case, classes=READ)
    signed = minutes.versions_of(request.user, item)
    whole = read_whole(signed[0].content) if signed else minutes.composed(request.user, item)
    now = timezone.now()
    context = {
        "form": form,
        "head": MeetingHead.of(meeting, current="marac:minutes", now=now),
        "sheet": Sheet.of_whole(whole, case_id=item.case_id),
        "versions": versions(signed, now=now),
        "item_id": item.pk,
        "is_signed": bool(signed),
        "is_correcting": isinstance(form, CorrectionForm),
        "may_sign": policy.signable_by(request.user).filter(pk=item.pk).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "marac/minutes/one.html", context, status=status)


@needs(Duty.CHAIR_MARAC, purpose=Purpose.MEETING)
@require_POST
@seated
def sign(request: SignedInRequest, meeting: Meeting, item_id: UUID) -> HttpResponse:
    item = _item(request, meeting, item_id)
    try:
        minuting.sign(item_id=item.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "You signed the minutes. Each agency has its own copy.")
    return redirect("marac:item_minutes", meeting.pk, item.pk)


@needs(*RUNNING, purpose=Purpose.MEETING)
@require_POST
@seated
def send_out(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    try:
        told = minuting.send_out(meeting_id=meeting.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The minutes are out. {told} people were told that they are.")
    return redirect("marac:minutes", meeting.pk)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def copy(request: SignedInRequest, meeting: Meeting, copy_id: UUID) -> HttpResponse:
    found = _copy(request, meeting, copy_id)
    audit.record_reading(verb=Happened.MINUTES_OPENED, subject=found.case, classes=READ)
    now = timezone.now()
    context = {
        "head": MeetingHead.of(meeting, current="marac:minutes", now=now),
        "sheet": _sheet(request, found),
        "copy_id": found.pk,
        "mark": mark_of(request.user.name, found.agency.name, now=now),
    }
    return render(request, "marac/minutes/copy.html", context)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def pdf(request: SignedInRequest, meeting: Meeting, copy_id: UUID) -> HttpResponse:
    found = _copy(request, meeting, copy_id)
    audit.record_reading(verb=Happened.MINUTES_PRINTED, subject=found.case, classes=READ)
    mark = mark_of(request.user.name, found.agency.name, now=timezone.now())
    made = tagged_pdf(_sheet(request, found).printed(mark=mark))
    headers = {"Content-Disposition": 'attachment; filename="minutes.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _item(request: SignedInRequest, meeting: Meeting, item_id: UUID) -> AgendaItem:
    run = policy.items_run_by(request.user).filter(meeting=meeting)
    found = run.select_related("case__panel", "meeting__panel", "meeting__chair")
    return get_object_or_404(found, pk=item_id, outcome=AgendaItem.Outcome.HEARD)


def _copy(request: SignedInRequest, meeting: Meeting, copy_id: UUID) -> MinutesCopy:
    seen = policy.copies_seen_by(request.user).filter(meeting=meeting)
    return get_object_or_404(seen.select_related("case", "agency"), pk=copy_id)


def _sheet(request: SignedInRequest, copy: MinutesCopy) -> Sheet:
    facts = copies.facts_in(request.user, copy)
    reads = policy.worked_by(request.user).filter(pk=copy.case_id).exists()
    kept = read_copy(copy.content)
    return Sheet.of_copy(kept, facts, case_id=copy.case_id, reads_ledger=reads)


def _typed(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None
