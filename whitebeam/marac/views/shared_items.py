"""Each thing that was shared, for whoever guards the records: a list to narrow, and its file."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.events import Researched
from whitebeam.marac.presenters import dataset as printed
from whitebeam.marac.presenters.shared_items import (
    COLUMNS,
    address_of,
    choices_of,
    item_rows,
    items_as_csv,
)
from whitebeam.marac.queries import shared_items as queries
from whitebeam.marac.queries.dataset import Span
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty


@needs(Duty.GUARD_RECORDS, purpose=Purpose.SUPERVISION)
@require_GET
def items(request: SignedInRequest) -> HttpResponse:
    span, which = _asked(request)
    page = queries.shared_items(which, after=request.GET.get("after", ""))
    _record(Researched.ITEMS_OPENED, span, which)
    quarter = span.first_on.isoformat()
    context = {
        "columns": COLUMNS,
        "rows": item_rows(page.rows),
        "choices": choices_of(which, *queries.agencies_in(which)),
        "caption": printed.words(span),
        "quarters": printed.quarters(_today(), chosen=span.first_on),
        "csv": address_of(which, quarter=quarter),
        "next": address_of(which, quarter=quarter, after=page.after) if page.after else "",
    }
    return render(request, "marac/shared_items.html", context)


@needs(Duty.GUARD_RECORDS, purpose=Purpose.SUPERVISION)
@require_GET
def take(request: SignedInRequest) -> HttpResponse:
    span, which = _asked(request)
    _record(Researched.ITEMS_TAKEN, span, which)
    body = items_as_csv(queries.all_shared_items(which))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    name = f"shared-{span.first_on}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: SignedInRequest) -> tuple[Span, queries.Which]:
    asked = request.GET
    span = printed.quarter_asked(asked.get("quarter", ""), otherwise=_today())
    chosen = {name: _code(asked.get(name, "")) for name in ("controller", "receiver", "basis")}
    return span, queries.Which(span.since, span.until, **chosen)


def _code(given: str) -> str:
    """Return what may be a code; anything else narrows nothing."""
    return given if given.replace("-", "").replace("_", "").isalnum() else ""


def _record(verb: Researched, span: Span, which: queries.Which) -> None:
    audit.record(
        verb=verb,
        first_on=span.first_on,
        last_on=span.last_on,
        controller=which.controller[:60],
        receiver=which.receiver[:60],
        basis=which.basis[:24],
    )


def _today() -> date:
    return timezone.localdate(timezone=LONDON)
