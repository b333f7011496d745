"""What whoever runs a meeting does: begin, open a case, close it, end."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.forms.live import RightForm
from whitebeam.marac.models import Meeting
from whitebeam.marac.presenters.meeting import MeetingHead
from whitebeam.marac.queries import live
from whitebeam.marac.queries.research import lines_of
from whitebeam.marac.services import hearing, saying
from whitebeam.marac.views.sitting import SITTING, seated
from whitebeam.partners.access import needs


@needs(*SITTING, purpose=Purpose.MEETING)
@require_POST
@seated
def begin(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    return _do(request, meeting, partial(hearing.begin, meeting_id=meeting.pk))


@needs(*SITTING, purpose=Purpose.MEETING)
@require_POST
@seated
def end(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    return _do(request, meeting, partial(hearing.end, meeting_id=meeting.pk))


@needs(*SITTING, purpose=Purpose.MEETING)
@require_POST
@seated
def open_case(request: SignedInRequest, meeting: Meeting, case_id: UUID) -> HttpResponse:
    listed = policy.items_run_by(request.user).filter(meeting=meeting)
    item = get_object_or_404(listed, case=case_id)
    return _do(request, meeting, partial(hearing.open_case, item_id=item.pk))


@needs(*SITTING, purpose=Purpose.MEETING)
@require_POST
@seated
def close_case(request: SignedInRequest, meeting: Meeting, item_id: UUID) -> HttpResponse:
    listed = policy.items_run_by(request.user).filter(meeting=meeting)
    item = get_object_or_404(listed, pk=item_id)
    return _do(request, meeting, partial(hearing.close_case, item_id=item.pk))


def _do(request: SignedInRequest, meeting: Meeting, deed: Callable[..., object]) -> HttpResponse:
    try:
        deed(by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("marac:live", meeting.pk)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def line(request: SignedInRequest, meeting: Meeting, said_id: UUID) -> HttpResponse:
    seen = policy.entries_seen_by(request.user).filter(meeting=meeting)
    entry = get_object_or_404(seen, pk=said_id)
    if not lines_of([entry]):
        messages.info(request, "Nobody else heard this entry: it was shared with no other agency.")
        return redirect("marac:live", meeting.pk)
    return redirect("marac:ledger_line", entry.case_id, entry.pk)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_http_methods(["GET", "POST"])
@seated
def put_right(request: SignedInRequest, meeting: Meeting, said_id: UUID) -> HttpResponse:
    own = policy.entries_seen_by(request.user).filter(meeting=meeting, by=request.user)
    entry = get_object_or_404(own, pk=said_id, removed_at=None)
    typed = request.POST if request.method == "POST" else None
    form = RightForm(typed, initial={"text": entry.text, "once_key": live.new_key()})
    if form.is_valid():
        try:
            saying.put_right(
                entry_id=entry.pk, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("marac:live", meeting.pk)
    head = MeetingHead.of(meeting, current="marac:live", now=timezone.now())
    context = {"form": form, "head": head, "entry_id": entry.pk}
    status = 422 if form.errors else 200
    return render(request, "marac/live/put_right.html", context, status=status)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_POST
@seated
def take_back(request: SignedInRequest, meeting: Meeting, said_id: UUID) -> HttpResponse:
    own = policy.entries_seen_by(request.user).filter(meeting=meeting, by=request.user)
    entry = get_object_or_404(own, pk=said_id)
    return _do(request, meeting, partial(saying.take_back, entry_id=entry.pk))
