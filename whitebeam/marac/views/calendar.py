"""The calendar of the panels, and putting a case on a list."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.forms.cases import WordsForm
from whitebeam.marac.forms.listing import ListForm, PlanForm
from whitebeam.marac.presenters.calendar import by_panel, choice
from whitebeam.marac.queries import calendar, cases, settings
from whitebeam.marac.queries.checking import needs_counter_check
from whitebeam.marac.services import listing
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

ASK = require_http_methods(["GET", "POST"])
SEEING = (
    Duty.COORDINATE_MARAC,
    Duty.CHAIR_MARAC,
    Duty.RESEARCH_MARAC,
    Duty.REFER_TO_MARAC,
    Duty.SUPPORT_VICTIMS,
)


@needs(*SEEING, purpose=Purpose.MEETING)
@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    now, is_held = timezone.now(), request.GET.get("show") == "held"
    panel, after = _uuid(request.GET.get("panel", "")), request.GET.get("after", "")
    user = request.user
    if is_held:
        page = calendar.held(user, panel=panel, after=after)
    else:
        page = calendar.coming(user, at=now, panel=panel, after=after)
    context = {
        "sittings": by_panel(page.rows, opens=calendar.opened_by(user, page.rows), now=now),
        "panels": calendar.panels(user),
        "choices": [(str(each.pk), each.name, each.pk == panel) for each in calendar.every_panel()],
        "panel": panel or "",
        "is_held": is_held,
        "after": page.after,
    }
    return render(request, "marac/calendar.html", context)


@needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
@ASK
def plan(request: SignedInRequest, panel_id: UUID) -> HttpResponse:
    panel = get_object_or_404(calendar.panels(request.user), pk=panel_id)
    form, now = PlanForm(typed(request), initial={"months": 3}), timezone.now()
    if form.is_valid():
        until = (now + form.span()).date()
        try:
            made = listing.plan_meetings(panel=panel, until=until, by=request.user, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{len(made)} meetings of {panel.name} planned")
            return redirect("marac:calendar")
    status = 422 if form.errors else 200
    context = {"form": form, "panel": panel.name}
    return render(request, "marac/plan.html", context, status=status)


@needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
@ASK
def put_on_list(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.coordinated_by(request.user)), pk=case_id)
    now = timezone.now()
    usual = settings.value("marac.case_minutes", area=case.panel.area)
    open_to = list(calendar.open_to(case, request.user, at=now))
    offered = [(one, choice(one, minutes=usual, now=now)) for one in open_to]
    form = ListForm(
        typed(request),
        meetings=offered,
        reasons=calendar.late_reasons(),
        initial={"minutes": usual},
        **settings.listed_minutes(area=case.panel.area),
    )
    return ask_and_do(
        request,
        case,
        form,
        partial(_list, request),
        page="list_case",
        done="The case is on the list",
        has_meetings=bool(offered),
        check_first=case.pk if needs_counter_check(case) else "",
    )


def _list(request: SignedInRequest, *, case_id: UUID, meeting_id: UUID, **given: Any) -> None:
    """Put the case on the list, and say so where that made the list too long."""
    listing.list_case(case_id=case_id, meeting_id=meeting_id, **given)
    fill = calendar.fill_in(request.user, meeting_id)
    if fill is not None and fill.is_over:
        messages.warning(
            request,
            f"The list is over-booked: {fill.taken} of {fill.minutes} minutes are taken.",
        )


@needs(Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC, purpose=Purpose.MEETING)
@ASK
def defer(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    seen = policy.visible_to(request.user, *policy.RUNNING)
    case = get_object_or_404(seen, pk=case_id)
    heading = "Why is it deferred?"
    form = WordsForm(typed(request), ask=heading, missing="Enter why the case is deferred")
    return ask_and_do(
        request,
        case,
        form,
        listing.defer,
        page="words",
        done="The case is deferred. List it again when it can be heard.",
        heading=heading,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
