"""Releases: the list, making one, looking at it, approving or stopping it, making it again."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.forms.releases import ApproveForm, ReleaseForm
from whitebeam.indicators.forms.returns import ReasonForm
from whitebeam.indicators.models import Release
from whitebeam.indicators.presenters import releases as presenting
from whitebeam.indicators.queries import releases as reading
from whitebeam.indicators.rules.periods import Cadence, last_periods, period_of
from whitebeam.indicators.services import releasing
from whitebeam.indicators.views.asking import now, today, with_agreement
from whitebeam.indicators.views.board import READING
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

KEEPING = Duty.KEEP_INDICATORS
OPENS = time(9, 30)


@needs(*READING, purpose=Purpose.STATISTICS)
@require_GET
@with_agreement
def releases(request: SignedInRequest) -> HttpResponse:
    page = reading.page_seen(request.user, after=request.GET.get("after", ""))
    context = {
        "rows": [presenting.release_line(one, at=now()) for one in page.rows],
        "pages": {"next": page.next},
        "keeps": policy.keeps(request.user),
    }
    return render(request, "indicators/releases.html", context)


@needs(KEEPING, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def make(request: SignedInRequest) -> HttpResponse:
    form = ReleaseForm(request.POST if request.method == "POST" else None, periods=_periods())
    if form.is_valid():
        given = form.cleaned_data
        opens = given["opens_on"]
        wanted = releasing.Wanted(
            period=given["period"],
            title=given["title"],
            embargo_until=datetime.combine(opens, OPENS, tzinfo=LONDON) if opens else now(),
            why=given["why"],
        )
        try:
            release = releasing.make_release(wanted, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Release {release.number} waits for a second person.")
            return redirect("indicators:release", release.pk)
    status = 422 if form.errors else 200
    return render(request, "indicators/make.html", {"form": form}, status=status)


@needs(*READING, purpose=Purpose.STATISTICS)
@require_GET
@with_agreement
def one_release(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    return _page(request, _seen(request, release_id))


@needs(KEEPING, purpose=Purpose.STATISTICS)
@require_POST
def approve(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    release = _seen(request, release_id)
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            releasing.approve(
                release.pk, checks=form.cleaned_data["checks"], by=request.user, at=now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The release is approved. It opens when its embargo ends.")
            return redirect("indicators:release", release.pk)
    return _page(request, release, form=form)


@needs(KEEPING, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def reject(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    release = _seen(request, release_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            releasing.reject(release.pk, reason=reason, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The release is stopped. It keeps its number.")
            return redirect("indicators:releases")
    context = {"form": form, "line": presenting.release_line(release, at=now())}
    status = 422 if form.errors else 200
    return render(request, "indicators/reject.html", context, status=status)


@needs(KEEPING, purpose=Purpose.STATISTICS)
@require_POST
def remake(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    release = _seen(request, release_id)
    is_same = releasing.remade(release) == release.fingerprint
    audit.record(verb=Happened.RELEASE_REMADE, subject=release, same=is_same)
    if is_same:
        messages.success(request, "Made again from its frozen figures, it prints the same numbers.")
    else:
        messages.error(request, "Made again, it prints other numbers. Do not use it.")
    return redirect("indicators:release", release.pk)


def _page(
    request: SignedInRequest, release: Release, *, form: ApproveForm | None = None
) -> HttpResponse:
    keeps = policy.keeps(request.user)
    context = {
        "line": presenting.release_line(release, at=now()),
        "facts": presenting.facts_of(release),
        "tables": presenting.tables_of(reading.cells_of(release)),
        "form": form or ApproveForm(None),
        "release_id": release.pk,
        "keeps": keeps,
        "waits": keeps and release.approved_at is None and release.rejected_at is None,
        "may_approve": policy.releases_waiting_for(request.user).filter(pk=release.pk).exists(),
    }
    status = 422 if form else 200
    return render(request, "indicators/release.html", context, status=status)


def _periods() -> list[tuple[str, str]]:
    found = [
        one
        for cadence, many in ((Cadence.QUARTER, 8), (Cadence.YEAR, 3))
        for one in reversed(last_periods(period_of(today(), cadence=cadence).before, many))
    ]
    return [("", "Choose one"), *((one.code, one.label) for one in found)]


def _seen(request: SignedInRequest, release_id: UUID) -> Release:
    return get_object_or_404(reading.seen(request.user), pk=release_id)
