"""One waiting referral: read it, hold it, hand it back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals import policy
from whitebeam.referrals.events import Moved
from whitebeam.referrals.services import claiming, taking_up
from whitebeam.referrals.views.one_referral import page_of
from whitebeam.referrals.views.repeating import moved_on

TRIAGE = (Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS)
CLASSES = (Class.F2, Class.F3, Class.F5, Class.F6, Class.F9, Class.F10)
HOLDS: dict[str, tuple[Callable[..., object], str]] = {
    "claim": (claiming.claim, "You hold this referral"),
    "hand_back": (claiming.hand_back, "You handed it back. A colleague can hold it now."),
    "take_over": (claiming.take_over, "You took this referral over"),
}


@needs(*TRIAGE, Duty.SUPPORT_VICTIMS)
@require_GET
def show(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    held = policy.held_by(request.user).select_related("sent_by", "area", "rule", "form")
    referral = get_object_or_404(held, pk=referral_id)
    audit.record_reading(verb=Moved.OPENED, subject=referral, classes=CLASSES)
    page = page_of(referral, user=request.user, now=timezone.now())
    return render(request, "referrals/triage.html", page)


@needs(*TRIAGE)
@require_POST
def hold(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.held_by(request.user, *TRIAGE), pk=referral_id)
    if not policy.waiting_for(request.user).filter(referral=referral).exists():
        return moved_on(request, referral, page="referrals:triage")
    act, done = HOLDS.get(request.POST.get("deed", ""), HOLDS["claim"])
    try:
        act(referral_id=referral_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("referrals:triage", referral_id)


@needs(*TRIAGE, Duty.SUPPORT_VICTIMS)
@require_POST
def take_up(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    get_object_or_404(policy.held_by(request.user), pk=referral_id)
    try:
        taking_up.take_up(referral_id=referral_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Her record holds it now")
    return redirect("referrals:triage", referral_id)
