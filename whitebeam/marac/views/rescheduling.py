"""Cancelling and moving a meeting, and listing the cases of a cancelled one again."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.govuk.moments import moment
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.rescheduling import AgainForm, CancelForm, MoveForm
from whitebeam.marac.models import Meeting
from whitebeam.marac.presenters.calendar import choice
from whitebeam.marac.queries import calendar
from whitebeam.marac.queries import rescheduling as queries
from whitebeam.marac.services import rescheduling
from whitebeam.marac.views.deeds import typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])


@COORDINATING
@ASK
def cancel(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    form = CancelForm(typed(request))

    def act() -> None:
        given = form.cleaned_data
        rescheduling.cancel(meeting_id=meeting_id, by=request.user, at=timezone.now(), **given)

    done = "The meeting is cancelled, and everybody invited is told. List its cases again."
    return _change(request, meeting_id, form, act, page="cancel", done=done, to="marac:list_again")


@COORDINATING
@ASK
def move(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    form = MoveForm(typed(request))

    def act() -> None:
        at, reason = form.moment(), form.cleaned_data["reason"]
        given = {"meeting_id": meeting_id, "starts_at": at, "reason": reason}
        rescheduling.move(by=request.user, at=timezone.now(), **given)

    done = "The meeting is moved, and everybody invited is told"
    return _change(request, meeting_id, form, act, page="move", done=done, to="marac:meeting")


@COORDINATING
@ASK
def list_again(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    user, now = request.user, timezone.now()
    cancelled = policy.meetings_run_by(user).filter(state=Meeting.State.CANCELLED)
    meeting = get_object_or_404(cancelled.select_related("panel"), pk=meeting_id)
    waiting = queries.to_list_again(user, meeting.pk)
    needed = sum(item.minutes for item in waiting)
    offered = _offered(user, meeting, minutes=needed, now=now)
    form = AgainForm(typed(request), meetings=offered, reasons=calendar.late_reasons())
    if form.is_valid():
        given = {"meeting_id": meeting.pk, **form.cleaned_data}
        try:
            made = rescheduling.list_again(by=user, at=now, **given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Cases listed again: {len(made)}")
            return redirect("marac:calendar")
    audit.record_reading(verb=Happened.LIST_OPENED, subject=meeting, classes=(Class.F1,))
    context = {
        "form": form,
        "panel": meeting.panel.name,
        "cases": [item.case.reference for item in waiting],
        "has_meetings": bool(offered),
    }
    status = 422 if form.errors else 200
    return render(request, "marac/meeting/list_again.html", context, status=status)


def _offered(
    user: User, meeting: Meeting, *, minutes: int, now: datetime
) -> list[tuple[Meeting, str]]:
    """Return the panel's meetings to come, each with whether these minutes would over-book it."""
    coming = list(calendar.open_to_panel(meeting.panel_id, user, at=now))
    return [(one, choice(one, minutes=minutes, now=now)) for one in coming]


def _change(
    request: SignedInRequest,
    meeting_id: UUID,
    form: Form,
    act: Callable[[], None],
    *,
    page: str,
    done: str,
    to: str,
) -> HttpResponse:
    planned = policy.meetings_planned_by(request.user).select_related("panel")
    meeting = get_object_or_404(planned, pk=meeting_id)
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(to, meeting.pk)
    when = moment(meeting.starts_at, now=timezone.now())
    context = {"form": form, "meeting_id": meeting.pk, "caption": f"{meeting.panel.name}, {when}"}
    status = 422 if form.errors else 200
    return render(request, f"marac/meeting/{page}.html", context, status=status)
