"""The meeting room: one page, the parts of it that change, and what is sent from it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.live import ActionForm, EntryForm
from whitebeam.marac.models import AgendaItem, Attendance, Entry, Meeting
from whitebeam.marac.presenters.live import BLANK, Open, Room, opened
from whitebeam.marac.presenters.meeting import MeetingHead
from whitebeam.marac.queries import case_actions, live, meetings
from whitebeam.marac.services import acting, attending, saying
from whitebeam.marac.services.saying import NewEntry
from whitebeam.marac.views.meeting import READ
from whitebeam.marac.views.said import SHOWN, drawn
from whitebeam.marac.views.sitting import SITTING, seated
from whitebeam.partners.access import needs

# One name for each field, also where the page comes back with what is to be mended.
ENTRY_IDS = "entry_%s"
BY_PAGE = "X-Sent-By-Page"


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def room(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    return _room(request, meeting)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def parts(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    since, pulse = request.GET.get("since", ""), live.pulse(meeting.pk)
    shown = request.session.get(SHOWN, "")
    some = drawn(request, meeting, shown=shown, fresh=live.changed(since, pulse))
    # Made without the request: the menu round the page has not changed.
    context = some or _context(request, meeting)
    context |= {"csrf_input": csrf_input(request), "pulse": pulse}
    name = "said_fragment" if some else "fragment"
    return HttpResponse(render_to_string(f"marac/live/{name}.html", context))


@needs(*SITTING, purpose=Purpose.MEETING)
@require_POST
@seated
def say(request: SignedInRequest, meeting: Meeting, item_id: UUID) -> HttpResponse:
    form = EntryForm(request.POST, auto_id=ENTRY_IDS)
    if form.is_valid():
        given = form.cleaned_data
        new = NewEntry(item_id, Entry.Kind(given["kind"]), given["text"], given["once_key"])
        try:
            saying.say(new=new, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _sent(request, meeting, form, entry_form=form)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_POST
@seated
def act(request: SignedInRequest, meeting: Meeting, item_id: UUID) -> HttpResponse:
    form = _action_form(meeting, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        due = acting.due_after(given.pop("days"), at=timezone.now())
        new = acting.NewCaseAction(due_date=due, **given)
        try:
            acting.raise_at_meeting(item_id=item_id, new=new, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _sent(request, meeting, form, action_form=form)


def _sent(request: SignedInRequest, meeting: Meeting, form: Form, **forms: Form) -> HttpResponse:
    """Answer a page's own script in a word; answer anybody else with the room."""
    if request.headers.get(BY_PAGE):
        if not form.errors:
            return HttpResponse(status=204)
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    if form.errors:
        return _room(request, meeting, status=422, **forms)
    messages.success(request, "Saved")
    return redirect("marac:live", meeting.pk)


def _room(
    request: SignedInRequest, meeting: Meeting, *, status: int = 200, **forms: Form
) -> HttpResponse:
    context = _context(request, meeting, **forms) | {"blank": BLANK}
    return render(request, "marac/live/room.html", context, status=status)


def _context(request: SignedInRequest, meeting: Meeting, **forms: Form) -> dict[str, Any]:
    user, now = request.user, timezone.now()
    pulse = live.pulse(meeting.pk)
    items = meetings.items_of(user, meeting)
    item = live.open_item(items)
    room = Room.of(
        meeting,
        items=items,
        people=_people(request, meeting),
        case=_open(request, meeting, item) if item else None,
        runs=live.runs(user, meeting),
        pulse=pulse,
        now=now,
    )
    head = MeetingHead.of(meeting, current="marac:live", now=now)
    entry, action = EntryForm(auto_id=ENTRY_IDS), _action_form(meeting, None)
    return {"head": head, "room": room, "entry_form": entry, "action_form": action, **forms}


def _people(request: SignedInRequest, meeting: Meeting) -> list[Attendance]:
    """Return who is at the meeting; whoever waited in the room is in it once it runs."""
    people = meetings.people_at(meeting)
    waits = any(row.user_id == request.user.pk and row.joined_at is None for row in people)
    if not waits or meeting.state != Meeting.State.RUNNING:
        return people
    attending.join(meeting_id=meeting.pk, by=request.user, at=timezone.now())
    return meetings.people_at(meeting)


def _open(request: SignedInRequest, meeting: Meeting, item: AgendaItem) -> Open | None:
    """Return the open case for whoever works on it; that she was shown it is recorded once."""
    user, now = request.user, timezone.now()
    if not live.works_on(user, item):
        return None
    if request.session.get(SHOWN) != str(item.pk):
        audit.record_reading(verb=Happened.CASE_SHOWN, subject=item.case, classes=READ)
        request.session[SHOWN] = str(item.pk)
    links = case_actions.of_case(user, item.case)
    on = now.astimezone(LONDON).date()
    return opened(
        live.open_case(user, item),
        entries=live.entries_of(user, item),
        actions=case_actions.rows(links, reader=user, on=on),
        timing=meetings.timing(meeting),
        reader_id=user.pk,
        now=now,
    )


def _action_form(meeting: Meeting, typed: Any) -> ActionForm:
    return ActionForm(
        typed,
        agencies=live.agencies_there(meeting),
        days=meetings.action_days(),
        on=timezone.now().astimezone(LONDON).date(),
        auto_id="action_%s",
    )
