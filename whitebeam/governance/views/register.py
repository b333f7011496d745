"""The register of groups, one group, its seats, and who is not at the table."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.governance import forms, policy, queries
from whitebeam.governance.presenters import meetings as printed
from whitebeam.governance.presenters import register as presenters
from whitebeam.governance.services import meeting as meetings
from whitebeam.governance.services import seating
from whitebeam.governance.views.asking import Asked, ask, for_members, typed
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty

ASK = require_http_methods(["GET", "POST"])


def _register(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    found = queries.register(on=on)
    rows = [presenters.GroupRow.of(one, on=on) for one in found]
    context = {
        "rows": rows,
        "unknown": presenters.unknown_sentence(rows),
        "chart": presenters.chart_of(found),
        "keeps": has_duty(request.user, Duty.KEEP_GROUPS),
        "reads": has_duty(request.user, Duty.KEEP_GROUPS, Duty.SIT_IN_GROUPS),
    }
    return render(request, "governance/register.html", context)


def _group(request: SignedInRequest, code: str) -> HttpResponse:
    on, group = timezone.localdate(), get_object_or_404(queries.groups(), code=code)
    keeps = has_duty(request.user, Duty.KEEP_GROUPS)
    one = queries.registered(group, on=on)
    came = queries.attendance(group, reader=request.user)
    held = queries.meetings(group, reader=request.user, after=request.GET.get("after", ""))
    context = {
        "row": presenters.GroupRow.of(one, on=on),
        "seats": presenters.seat_rows(one.seats, came, keeps=keeps),
        "gaps": presenters.statutory_gaps(one),
        "meetings": printed.meeting_rows(held.rows),
        "next": held.next,
        "keeps": keeps,
    }
    return render(request, "governance/group.html", context)


register, group = for_members(_register), for_members(_group)


@needs(Duty.KEEP_GROUPS, purpose=Purpose.MEETING)
@require_GET
def gaps(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    page = presenters.Gaps.of(queries.register(on=on), on=on)
    return render(request, "governance/gaps.html", {"page": page})


@needs(Duty.KEEP_GROUPS, purpose=Purpose.MEETING)
@ASK
def fill(request: SignedInRequest, seat_id: UUID) -> HttpResponse:
    seat = get_object_or_404(policy.seats_open(), pk=seat_id)
    form = forms.FillForm(typed(request), offered={"user": queries.sitters()})

    def act(**told: object) -> object:
        agency = queries.agency_of(told["user"]) if told["user"] else None  # type: ignore[arg-type]
        return seating.fill_seat(seat=seat, agency=agency, by=request.user, **told)  # type: ignore[arg-type]

    asked = Asked(
        heading=f"Fill the seat: {seat.name}",
        go="Fill the seat",
        done="The seat is filled",
        back=reverse("governance:group", args=[seat.group.code]),
        lead="Name no survivor who has no account: enter her office.",
    )
    return ask(request, form, asked, act)


@needs(Duty.KEEP_GROUPS, purpose=Purpose.MEETING)
@ASK
def end(request: SignedInRequest, sitting_id: UUID) -> HttpResponse:
    sitting = get_object_or_404(policy.sittings_open(), pk=sitting_id)
    form = forms.EndForm(typed(request), offered={})
    asked = Asked(
        heading="End somebody's time in this seat",
        go="End it",
        done="The seat is vacant from the day after",
        back=reverse("governance:group", args=[sitting.seat.group.code]),
        lead=sitting.seat.name,
    )
    return ask(
        request,
        form,
        asked,
        lambda **told: seating.end_sitting(sitting_id=sitting_id, by=request.user, **told),
    )


@needs(Duty.KEEP_GROUPS, purpose=Purpose.MEETING)
@ASK
def plan_meeting(request: SignedInRequest, code: str) -> HttpResponse:
    group = get_object_or_404(queries.groups(), code=code)
    form = forms.MeetingForm(typed(request), offered={})
    asked = Asked(
        heading=f"Plan a meeting of the {group.name}",
        go="Plan the meeting",
        done="The meeting is planned",
        back=reverse("governance:group", args=[code]),
    )
    return ask(
        request,
        form,
        asked,
        lambda **told: meetings.plan_meeting(group=group, by=request.user, **told),
    )
