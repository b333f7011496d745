"""Sharing work out: waiting referrals to workers, and a colleague's cases while she is away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals.forms.sharing_out import CoverForm, SharingForm, chosen
from whitebeam.referrals.presenters import sharing_out as words
from whitebeam.referrals.presenters.queue import QueueRow
from whitebeam.referrals.queries import sharing_out as queries
from whitebeam.referrals.queries import waiting
from whitebeam.referrals.services import sharing_out
from whitebeam.referrals.services.sharing_out import Choice

ASK = require_http_methods(["GET", "POST"])


@needs(Duty.ASSIGN_REFERRALS)
@ASK
def share_out(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST" and (done := _done(request, sharing_out.share_out)):
        return redirect(done)
    now, loads = timezone.now(), queries.loads(request.user)
    page = waiting.assignable(request.user, after=request.GET.get("after", ""))
    rows = [QueueRow.of(entry, now=now, me=request.user) for entry in page.rows]
    form = _form(request, [(e.referral_id, e.referral.reference) for e in page.rows], loads)
    context = {
        "form": form,
        "rows": rows,
        "fields": [f"to_{entry.referral_id}" for entry in page.rows],
        "loads": words.load_rows(loads),
        "after": page.after,
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/share_out.html", context, status=status)


@needs(Duty.ASSIGN_REFERRALS)
@ASK
def cover(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST" and (done := _done(request, sharing_out.cover)):
        return redirect(done)
    now, loads = timezone.now(), queries.loads(request.user)
    who = CoverForm(request.GET if "worker" in request.GET else None, workers=words.away(loads))
    away = who.cleaned_data["worker"] if who.is_valid() else ""
    worker = next((load.worker for load in loads if str(load.worker.pk) == away), None)
    cases = queries.cases_of(request.user, worker) if worker else []
    form: Form = who
    if worker:
        form = _form(request, [(case.pk, case.reference) for case in cases], loads)
    context = {
        "who": who,
        "worker": worker.name if worker else "",
        "form": form,
        "rows": [words.CaseRow.of(case, now=now) for case in cases],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/cover.html", context, status=status)


def _form(
    request: SignedInRequest, rows: list[tuple[Any, str]], loads: list[queries.Load]
) -> SharingForm:
    is_sent = request.method == "POST"
    form = SharingForm(request.POST if is_sent else None, rows=rows, workers=words.takers(loads))
    if is_sent:
        form.refuse_nothing()
    return form


def _done(request: SignedInRequest, deed: Callable[..., list[sharing_out.Outcome]]) -> str:
    """Do what was chosen and say of each row what became of it; return where to go next."""
    choices = [Choice(referral, worker) for referral, worker in chosen(request.POST)]
    if not choices:
        return ""
    outcomes = deed(choices, by=request.user, at=timezone.now())
    failed = [outcome for outcome in outcomes if outcome.refused]
    named = queries.references(request.user, [outcome.referral_id for outcome in failed])
    if done := len(outcomes) - len(failed):
        messages.success(request, f"{done} given out" if done > 1 else "One given out")
    for outcome in failed:
        reference = named.get(outcome.referral_id, "One referral")
        messages.error(request, f"{reference}: {outcome.refused}")
    return request.get_full_path()
