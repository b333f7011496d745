"""One meeting: agenda, papers, pack, attendance, interests, minutes and labels."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.actions.queries.rows import rows_of
from whitebeam.audit import services as audit
from whitebeam.governance import forms, policy, queries
from whitebeam.governance.events import Happened
from whitebeam.governance.models import Item, Meeting
from whitebeam.governance.presenters import meetings as presenters
from whitebeam.governance.presenters.days import day
from whitebeam.governance.services import meeting as services
from whitebeam.governance.views.asking import Asked, ask, for_members, typed
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty

ASK = require_http_methods(["GET", "POST"])
KEEPS = needs(Duty.KEEP_GROUPS, purpose=Purpose.MEETING)


def _meeting(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting, inside = _found(request, meeting_id)
    audit.record_reading(verb=Happened.MEETING_OPENED, subject=meeting, classes=(Class.F6,))
    items = queries.agenda(meeting, inside=inside)
    on = timezone.localdate()
    agreed = queries.actions_of(items) if inside else {}
    context = {
        "meeting": meeting,
        "when": day(meeting.on),
        "state": presenters.state_of(meeting),
        "items": [presenters.ItemRow.of(item) for item in items],
        "actions": {pk: rows_of(rows, reader=request.user, on=on) for pk, rows in agreed.items()},
        "attendances": queries.attendances(meeting) if inside else [],
        "interests": queries.interests(meeting) if inside else [],
        "inside": inside,
        "keeps": has_duty(request.user, Duty.KEEP_GROUPS),
    }
    return render(request, "governance/meeting.html", context)


def _pack(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting, inside = _found(request, meeting_id)
    audit.record_reading(verb=Happened.PACK_OPENED, subject=meeting, classes=(Class.F6,))
    context = {
        "meeting": meeting,
        "when": day(meeting.on),
        "pages": queries.pack(meeting, inside=inside),
        "inside": inside,
    }
    return render(request, "governance/pack.html", context)


# Whoever works here may read what is public of a meeting; the policy picks what else.
meeting, pack = for_members(_meeting), for_members(_pack)


def _found(request: SignedInRequest, meeting_id: UUID) -> tuple[Meeting, bool]:
    own = policy.meetings_of(request.user).select_related("group").filter(pk=meeting_id).first()
    if own:
        return own, True
    seen = policy.public_meetings().select_related("group")
    return get_object_or_404(seen, pk=meeting_id), False


@KEEPS
@ASK
def add_item(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_object_or_404(policy.meetings_of(request.user), pk=meeting_id)
    asked = _asked(meeting, "Add an item to the agenda", "Add the item", "The item is added")
    form = forms.ItemForm(typed(request), offered={})
    return ask(
        request,
        form,
        asked,
        lambda **told: services.add_item(meeting_id=meeting_id, by=request.user, **told),
    )


@KEEPS
@ASK
def add_paper(request: SignedInRequest, item_id: UUID) -> HttpResponse:
    item = _item(request, item_id)
    asked = _asked(item.meeting, "Add a paper", "Add the paper", "The paper is added")
    form = forms.PaperForm(typed(request), offered={})
    at = timezone.now()
    return ask(
        request,
        form,
        asked,
        lambda **told: services.add_paper(item_id=item_id, by=request.user, at=at, **told),
    )


@KEEPS
@ASK
def minute(request: SignedInRequest, item_id: UUID) -> HttpResponse:
    item = _item(request, item_id)
    asked = _asked(item.meeting, "Write the minutes of this item", "Keep them", "Kept")
    written = getattr(item, "minute", None)
    initial = {"text": str(written.text)} if written else {}
    form = forms.MinuteForm(typed(request), offered={}, initial=initial)
    return ask(
        request,
        form,
        asked,
        lambda **told: services.write_minute(item_id=item_id, by=request.user, **told),
    )


@KEEPS
@ASK
def label_item(request: SignedInRequest, item_id: UUID) -> HttpResponse:
    return _label(request, _item(request, item_id))


@KEEPS
@ASK
def label_paper(request: SignedInRequest, paper_id: UUID) -> HttpResponse:
    papers = policy.papers_of(request.user).select_related("item__meeting")
    paper = get_object_or_404(papers, pk=paper_id)
    return _label(request, paper.item, paper_id=paper_id)


def _label(request: SignedInRequest, item: Item, *, paper_id: UUID | None = None) -> HttpResponse:
    asked = Asked(
        heading="Who may read this",
        go="Change it",
        done="The label is changed, with who decided it",
        back=reverse("governance:meeting", args=[item.meeting_id]),
        lead="Public means everybody who works in the partnership, and whoever they give it to.",
    )
    form = forms.LabelForm(typed(request), offered={})
    at = timezone.now()
    return ask(
        request,
        form,
        asked,
        lambda **told: services.label(
            item_id=item.pk, paper_id=paper_id, by=request.user, at=at, **told
        ),
    )


@KEEPS
@ASK
def attend(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_object_or_404(policy.meetings_of(request.user), pk=meeting_id)
    seats = list(policy.seats_open().filter(group=meeting.group_id).order_by("name"))
    kept = {f"seat_{row.seat_id}": row.how for row in queries.attendances(meeting)}
    form = forms.AttendanceForm(typed(request), seats=seats, initial=kept)
    asked = _asked(meeting, "Who came?", "Keep it", "The attendance is kept")

    def act(**told: str) -> None:
        hows = {UUID(name.removeprefix("seat_")): how for name, how in told.items()}
        services.keep_attendance(meeting_id=meeting_id, hows=hows, by=request.user)

    return ask(request, form, asked, act)


@needs(Duty.KEEP_GROUPS, Duty.SIT_IN_GROUPS, purpose=Purpose.MEETING)
@ASK
def declare(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_object_or_404(policy.meetings_of(request.user), pk=meeting_id)
    seats = policy.seats_open().filter(group=meeting.group_id)
    if not has_duty(request.user, Duty.KEEP_GROUPS):
        seats = seats.filter(pk__in=policy.sittings_of(request.user).values("seat"))
    items = policy.items_of(request.user).filter(meeting=meeting).select_related("meeting")
    form = forms.InterestForm(typed(request), offered={"seat": seats, "item": items})
    asked = _asked(meeting, "Declare an interest", "Declare it", "The interest is minuted")
    at = timezone.now()
    return ask(
        request,
        form,
        asked,
        lambda **told: services.declare_interest(
            meeting_id=meeting_id, by=request.user, at=at, **told
        ),
    )


DEEDS = {
    "send": (services.send_pack, "The pack is sent. Its page numbers stay as they are."),
    "sign": (services.sign_minutes, "The minutes are signed"),
}


@KEEPS
@require_POST
def close(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    get_object_or_404(policy.meetings_of(request.user), pk=meeting_id)
    act, done = DEEDS.get(request.POST.get("deed", ""), DEEDS["send"])
    try:
        act(meeting_id=meeting_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("governance:meeting", meeting_id)


def _item(request: SignedInRequest, item_id: UUID) -> Item:
    items = policy.items_of(request.user).select_related("meeting", "minute")
    return get_object_or_404(items, pk=item_id)


def _asked(meeting: Meeting, heading: str, go: str, done: str) -> Asked:
    return Asked(heading, go, done, reverse("governance:meeting", args=[meeting.pk]))
