"""The quarterly return: read, opened cell by cell, taken away, made; and the planner."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.events import Counted
from whitebeam.marac.presenters import dataset as printed
from whitebeam.marac.presenters.planner import Planner
from whitebeam.marac.presenters.staffing import gauges
from whitebeam.marac.presenters.work import Row
from whitebeam.marac.queries import calendar, counting
from whitebeam.marac.queries import dataset as counted
from whitebeam.marac.queries.dataset import Span
from whitebeam.marac.queries.staffing import in_post
from whitebeam.marac.rules.months import twelve_whole_months_before
from whitebeam.marac.services import returning
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

COORDINATING = (Duty.COORDINATE_MARAC,)
SEEING = (Duty.COORDINATE_MARAC, Duty.VIEW_MARAC_FIGURES)
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(*COORDINATING, purpose=Purpose.STATISTICS)
@require_GET
def dataset(request: SignedInRequest) -> HttpResponse:
    span = _span(request)
    shown = printed.year_to(span) if request.GET.get("months") == "12" else span
    cells = counted.cells_of(request.user, shown)
    audit.record(verb=Counted.DATASET_OPENED, first_on=shown.first_on, last_on=shown.last_on)
    context = {
        "lines": [printed.Line.of_cell(cell) for cell in cells],
        "heading": printed.words(shown),
        "query": _query(request, span),
        "is_year": shown != span,
        "quarters": printed.quarters(_today(), chosen=span.first_on),
        "panels": calendar.panels(request.user),
        "panel": span.panel,
        "returns": counted.returns_seen()[:8],
    }
    return render(request, "marac/dataset.html", context)


@needs(*COORDINATING, purpose=Purpose.STATISTICS)
@require_GET
def cell(request: SignedInRequest, code: str) -> HttpResponse:
    span = _span(request)
    shown = printed.year_to(span) if request.GET.get("months") == "12" else span
    cells = {one.code: one for one in counted.cells_of(request.user, shown)}
    if code not in cells:
        raise Http404
    now, found = timezone.now(), cells[code]
    audit.record_reading(verb=Counted.CELL_OPENED, classes=(Class.F1,), cell=code)
    rows = counted.cases_among(request.user, found.cases)
    context = {
        "line": printed.Line.of_cell(found),
        "heading": printed.words(shown),
        "rows": [Row.of(case, now=now) for case in rows],
        "query": _query(request, span),
    }
    return render(request, "marac/dataset_cell.html", context)


@needs(*COORDINATING, purpose=Purpose.STATISTICS)
@require_GET
def take(request: SignedInRequest, kind: str) -> HttpResponse:
    span = _span(request)
    shown = printed.year_to(span) if request.GET.get("months") == "12" else span
    cells = counted.cells_of(request.user, shown)
    audit.record(verb=Counted.DATASET_TAKEN, kind=kind, first_on=shown.first_on)
    body: Any = printed.as_csv(cells)
    if kind == "xlsx":
        body = printed.as_workbook(cells, title=printed.words(shown), on=shown.last_on)
    response = HttpResponse(body, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="dataset-{shown.first_on}.{kind}"'
    return response


@needs(*COORDINATING, purpose=Purpose.STATISTICS)
@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    # A return is of every panel that one coordinates, whichever was looked at.
    span = replace(_span(request), panel=None)
    cells = counted.cells_of(request.user, span)
    try:
        made = returning.make_return(span=span, cells=cells, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The return {made.number} is kept")
    return redirect("marac:dataset")


@needs(*SEEING, purpose=Purpose.STATISTICS)
@require_GET
def planner(request: SignedInRequest) -> HttpResponse:
    audit.record(verb=Counted.PLANNER_OPENED)
    # Whole months, so that the plans of two days do not tell of one case.
    span = Span(*twelve_whole_months_before(_today()))
    volume = counting.volume(since=span.since, until=span.until)
    least, ratios = counting.least_shown(request.user), counting.ratios()
    women = counted.women_by_area(on=_today())
    context = {
        "page": Planner.of(volume, women=women, ratios=ratios, least=least),
        "gauges": gauges(volume, in_post(on=_today()), ratios=ratios, least=least),
    }
    return render(request, "marac/planner.html", context)


def _span(request: SignedInRequest) -> Span:
    given = request.GET.get("quarter", "") or request.POST.get("quarter", "")
    before = printed.quarter_of(_today()).first_on - timedelta(days=1)
    quarter = printed.quarter_asked(given, otherwise=before)
    return Span(quarter.first_on, quarter.last_on, _panel(request))


def _panel(request: SignedInRequest) -> Any:
    try:
        return calendar.panels(request.user).filter(pk=UUID(request.GET.get("panel", ""))).first()
    except ValueError:
        return None


def _query(request: SignedInRequest, span: Span) -> str:
    panel = f"&panel={span.panel.pk}" if span.panel else ""
    months = "&months=12" if request.GET.get("months") == "12" else ""
    return f"quarter={span.first_on}{panel}{months}"


def _today() -> date:
    return timezone.localdate(timezone=LONDON)
