"""The triage queue, a worker's own referrals, and what an agency sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty
from whitebeam.referrals.presenters.queue import QueueRow, ReferralRow
from whitebeam.referrals.queries import waiting


@needs(Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS)
@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = waiting.queue(request.user, after=request.GET.get("after", ""))
    rows = [QueueRow.of(entry, now=now, me=request.user) for entry in page.rows]
    late = waiting.late_in_queues(request.user, at=now)
    context = {
        "rows": rows,
        "late": late,
        "after": page.after,
        "may_assign": has_duty(request.user, Duty.ASSIGN_REFERRALS),
    }
    return render(request, "referrals/queue.html", context)


@needs(Duty.SUPPORT_VICTIMS)
@require_GET
def accepted(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = waiting.accepted(request.user, after=request.GET.get("after", ""))
    rows = [ReferralRow.accepted(referral, now=now) for referral in page.rows]
    return render(request, "referrals/accepted.html", {"rows": rows, "after": page.after})


def _sent(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = waiting.sent(request.user, after=request.GET.get("after", ""))
    rows = [ReferralRow.sent(referral, now=now) for referral in page.rows]
    return render(request, "referrals/sent.html", {"rows": rows, "after": page.after})


sent = signed_in(require_GET(_sent), purpose=Purpose.SUPPORT)
