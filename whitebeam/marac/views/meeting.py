"""The pages round a meeting: agenda, statement, papers, who is there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.sitting import ApologiesForm, NotedApologiesForm
from whitebeam.marac.models import Meeting
from whitebeam.marac.presenters.meeting import Agenda, MeetingHead, Presence, Sitting
from whitebeam.marac.presenters.meeting_papers import Sheet
from whitebeam.marac.queries import live, meetings, papers
from whitebeam.marac.queries.checking import open_among
from whitebeam.marac.services import attending
from whitebeam.marac.views.sitting import SITTING, meeting_of, seated, statement_page
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty

READ = (Class.F2, Class.F3, Class.F5, Class.F6, Class.F9, Class.F10)
ASK = require_http_methods(["GET", "POST"])


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
def agenda(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, meeting_id)
    row = meetings.attendance_of(request.user, meeting)
    now = timezone.now()
    context: dict[str, Any] = {
        "head": MeetingHead.of(meeting, current="marac:meeting", now=now),
        "sitting": Sitting.of(row, now=now) if row else None,
        "has_accepted": row is not None and row.accepted_at is not None,
        "runs": _may_ask(request.user, meeting),
    }
    if context["has_accepted"]:
        items = meetings.items_of(request.user, meeting)
        reaching = meetings.reaching_twelve_months(request.user, meeting)
        context["agenda"] = Agenda.of(
            items,
            order=meetings.agenda(meeting),
            opening=papers.opening(request.user, items),
            unchecked=open_among(item.case_id for item in items if not item.outcome),
            reaching=reaching,
        )
        audit.record_reading(verb=Happened.LIST_OPENED, subject=meeting, classes=(Class.F1,))
    return render(request, "marac/meeting/agenda.html", context)


def _may_ask(user: User, meeting: Meeting) -> bool:
    """Say whether the user asks the agencies about the cases of this meeting, which is to come."""
    waits = meeting.state in {Meeting.State.PLANNED, Meeting.State.CIRCULATED}
    asks = has_duty(user, Duty.COORDINATE_MARAC)
    return waits and asks and policy.meetings_run_by(user).filter(pk=meeting.pk).exists()


@needs(*SITTING, purpose=Purpose.MEETING)
@ASK
def statement(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, meeting_id)
    if request.method == "GET":
        return statement_page(request, meeting, status=200)
    try:
        attending.accept_statement(meeting_id=meeting.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("marac:meeting", meeting.pk)
    messages.success(request, "You accepted the statement")
    room = meeting.state == Meeting.State.RUNNING
    return redirect("marac:live" if room else "marac:meeting", meeting.pk)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def all_papers(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    listed = list(papers.listed(request.user, meeting.pk))
    return _papers(request, meeting, papers.assembled(request.user, listed))


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def one_paper(request: SignedInRequest, meeting: Meeting, case_id: UUID) -> HttpResponse:
    listed = list(papers.listed(request.user, meeting.pk).filter(case=case_id))
    if not listed:
        raise Http404
    return _papers(request, meeting, papers.assembled(request.user, listed))


def _papers(request: SignedInRequest, meeting: Meeting, found: list[papers.Paper]) -> HttpResponse:
    now = timezone.now()
    audit.record_reading(
        verb=Happened.PAPERS_OPENED,
        subject=meeting,
        classes=READ,
        cases=[paper.item.case_id for paper in found],
    )
    context = {
        "head": MeetingHead.of(meeting, current="marac:papers", now=now),
        "sheets": [Sheet.of(paper, now=now) for paper in found],
        "meeting_id": meeting.pk,
    }
    return render(request, "marac/meeting/papers.html", context)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def attendance(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    context = {
        "head": MeetingHead.of(meeting, current="marac:attendance", now=timezone.now()),
        "presence": Presence.of(
            meetings.people_at(meeting),
            expected=meetings.expected(meeting),
            rates=meetings.attendance_rates(meeting),
            quorum=meetings.quorum(meeting),
        ),
        "runs": live.runs(request.user, meeting),
        "meeting_id": meeting.pk,
    }
    return render(request, "marac/meeting/attendance.html", context)


@needs(*SITTING, purpose=Purpose.MEETING)
@ASK
def apologise(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, meeting_id)
    form = ApologiesForm(request.POST if request.method == "POST" else None)
    return _apologies(request, meeting, form, attending.apologise, "Your apologies are noted")


@needs(*SITTING, purpose=Purpose.MEETING)
@ASK
@seated
def note_apologies(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    if not policy.meetings_run_by(request.user).filter(pk=meeting.pk).exists():
        raise Http404
    typed = request.POST if request.method == "POST" else None
    form = NotedApologiesForm(typed, people=meetings.people_expected(meeting))
    return _apologies(request, meeting, form, attending.note_apologies, "Their apologies are noted")


def _apologies(
    request: SignedInRequest, meeting: Meeting, form: Form, act: Callable[..., None], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            act(meeting_id=meeting.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("marac:meeting", meeting.pk)
    context = {
        "form": form,
        "head": MeetingHead.of(meeting, current="marac:attendance", now=timezone.now()),
        "meeting_id": meeting.pk,
    }
    status = 422 if form.errors else 200
    return render(request, "marac/meeting/apologies.html", context, status=status)
