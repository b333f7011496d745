"""An agency's inbox of actions, and the list of those who chase them."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.actions.events import Happened
from whitebeam.actions.policy import CHASING, COUNTING, DOING, agencies_doing
from whitebeam.actions.presenters import Figures, late_rows, tabs_of
from whitebeam.actions.queries import figures, lists
from whitebeam.actions.queries.lists import Page
from whitebeam.actions.queries.one import agencies_to_ask
from whitebeam.actions.queries.rows import rows_of
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

A_YEAR = 365


@needs(*DOING)
@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    page = lists.in_hand(request.user, after=request.GET.get("after", ""))
    return _inbox(request, page, current="actions:inbox")


@needs(*DOING)
@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    page = lists.in_own_name(request.user, after=request.GET.get("after", ""))
    return _inbox(request, page, current="actions:mine")


@needs(*DOING)
@require_GET
def proposed(request: SignedInRequest) -> HttpResponse:
    page = lists.proposed(request.user, after=request.GET.get("after", ""))
    return _inbox(request, page, current="actions:proposed")


@needs(*DOING)
@require_GET
def closed(request: SignedInRequest) -> HttpResponse:
    page = lists.closed(request.user, after=request.GET.get("after", ""))
    return _inbox(request, page, current="actions:closed")


@needs(*CHASING)
@require_GET
def chasing(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    asked = request.GET.get("agency", "")
    agency = agencies_to_ask().filter(code=asked).first() if asked else None
    page = lists.chased(request.user, agency=agency, after=request.GET.get("after", ""))
    _record(page)
    context = {
        "rows": rows_of(page.rows, reader=request.user, on=on),
        "after": page.after,
        "agency": agency,
        "late": lists.late_chased(request.user, on=on),
        "by_agency": [c for c in figures.by_agency(since=on) if c.in_hand or c.proposed],
    }
    return render(request, "actions/chasing.html", context)


@needs(*COUNTING, purpose=Purpose.SUPERVISION)
@require_GET
def counted(request: SignedInRequest) -> HttpResponse:
    since = timezone.localdate() - timedelta(days=A_YEAR)
    audit.record(verb=Happened.FIGURES_OPENED)
    page = Figures.of(figures.by_agency(since=since))
    return render(request, "actions/figures.html", {"page": page})


@needs(Duty.MANAGE_AGENCY, purpose=Purpose.SUPERVISION)
@require_GET
def late_here(request: SignedInRequest) -> HttpResponse:
    late = figures.late_at_own_agencies()
    audit.record(verb=Happened.FIGURES_OPENED)
    rows = late_rows(late, on=timezone.localdate())
    return render(request, "actions/late_here.html", {"rows": rows})


def _inbox(request: SignedInRequest, page: Page, *, current: str) -> HttpResponse:
    on = timezone.localdate()
    _record(page)
    counts = lists.counts(request.user, on=on)
    context = {
        "rows": rows_of(page.rows, reader=request.user, on=on),
        "after": page.after,
        "tabs": tabs_of(counts, current=current),
        "late": counts.late,
        "current": current,
        "agencies": agencies_doing(request.user).order_by("name"),
    }
    return render(request, "actions/inbox.html", context)


def _record(page: Page) -> None:
    shown = [action.pk for action in page.rows]
    audit.record_reading(verb=Happened.LISTED, classes=[Class.F6], actions=shown)
