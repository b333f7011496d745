"""Notes to the next worker, and the receipt of a transfer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals import policy
from whitebeam.referrals.forms.triage import HandOverForm, ReceiptForm, WordsForm
from whitebeam.referrals.queries import one, waiting
from whitebeam.referrals.services import handing_over

HOLDING = (Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS, Duty.SUPPORT_VICTIMS)


@needs(*HOLDING)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    get_object_or_404(policy.held_by(request.user), pk=referral_id)
    stay = policy.stays_seen_by(request.user).filter(referral=referral_id).latest("entered_at")
    form = HandOverForm(
        request.POST if request.method == "POST" else None, workers=waiting.workers_for(stay)
    )
    if form.is_valid():
        try:
            handing_over.hand_over(
                referral_id=referral_id, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("referrals:triage", referral_id)
    context = {"form": form, "referral_id": referral_id}
    return render(request, "referrals/note.html", context, status=422 if form.errors else 200)


@needs(*HOLDING)
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    transfer = one.open_transfer(get_object_or_404(policy.held_by(request.user), pk=referral_id))
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and transfer:
        now = timezone.now()
        try:
            handing_over.confirm_receipt(
                transfer_id=transfer.pk,
                received_at=now,
                by=request.user,
                at=now,
                received_by=form.cleaned_data["received_by"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The other area has it. It is closed here.")
            return redirect("referrals:triage", referral_id)
    context = {"form": form, "referral_id": referral_id, "transfer": transfer}
    return render(request, "referrals/receipt.html", context, status=422 if form.errors else 200)


@needs(*HOLDING)
@require_http_methods(["GET", "POST"])
def bring_back(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    transfer = one.open_transfer(get_object_or_404(policy.held_by(request.user), pk=referral_id))
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        ask="Why does it come back?",
        missing="Enter why the other area could not take it",
    )
    if form.is_valid() and transfer:
        handing_over.cancel_transfer(
            transfer_id=transfer.pk, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        return redirect("referrals:triage", referral_id)
    context = {"form": form, "referral_id": referral_id}
    return render(request, "referrals/bring_back.html", context, status=422 if form.errors else 200)
