"""What was shared across cases, for whoever guards the records: sums, and nothing of a case."""

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
from whitebeam.marac.presenters.sharing_report import Report, as_csv
from whitebeam.marac.queries.dataset import Span
from whitebeam.marac.queries.sharing_report import (
    lacking_between,
    sent_outside_between,
    shared_between,
)
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

GUARDING = (Duty.GUARD_RECORDS,)


@needs(*GUARDING, purpose=Purpose.SUPERVISION)
@require_GET
def report(request: SignedInRequest) -> HttpResponse:
    span = _span(request)
    audit.record(verb=Researched.SHARING_REPORTED, first_on=span.first_on, last_on=span.last_on)
    rows = shared_between(span.since, span.until)
    outside = sent_outside_between(span.since, span.until)
    context = {
        "report": Report.of(rows, lacking_between(span.since, span.until), outside),
        "heading": printed.words(span),
        "quarter": span.first_on.isoformat(),
        "quarters": printed.quarters(_today(), chosen=span.first_on),
    }
    return render(request, "marac/sharing_report.html", context)


@needs(*GUARDING, purpose=Purpose.SUPERVISION)
@require_GET
def take(request: SignedInRequest) -> HttpResponse:
    span = _span(request)
    audit.record(verb=Researched.SHARING_TAKEN, first_on=span.first_on, last_on=span.last_on)
    body = as_csv(shared_between(span.since, span.until))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sharing-{span.first_on}.csv"'
    return response


def _span(request: SignedInRequest) -> Span:
    """Return the quarter that was chosen; without one, the quarter of today."""
    return printed.quarter_asked(request.GET.get("quarter", ""), otherwise=_today())


def _today() -> date:
    return timezone.localdate(timezone=LONDON)
