"""Notes to the next worker, and what became of a transfer to another area."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.referrals import policy
from whitebeam.referrals.forms.triage import HandOverForm, ReceiptForm, WordsForm
from whitebeam.referrals.queries import one, waiting
from whitebeam.referrals.services import handing_over
from whitebeam.referrals.views.repeating import moved_on

ASK = require_http_methods(["GET", "POST"])


@needs(*policy.HOLDING)
@ASK
def note(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    get_object_or_404(policy.held_by(request.user), pk=referral_id)
    stay = policy.stays_seen_by(request.user).filter(referral=referral_id).latest("entered_at")
    form = HandOverForm(_typed(request), workers=waiting.colleagues_at(stay.agency))

    def act(**typed: Any) -> None:
        handing_over.hand_over(referral_id=referral_id, **typed)

    return _do(request, referral_id, form, act, "note", "You left a hand-over note")


@needs(*policy.HOLDING)
@ASK
def receipt(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.held_by(request.user), pk=referral_id)
    transfer = one.open_transfer(referral)
    if transfer is None:
        return moved_on(request, referral, page="referrals:triage")

    def act(*, at: Any, **typed: Any) -> None:
        handing_over.confirm_receipt(transfer_id=transfer.pk, received_at=at, at=at, **typed)

    done = "The other area has it. It is closed here."
    return _do(request, referral_id, ReceiptForm(_typed(request)), act, "receipt", done)


@needs(*policy.HOLDING)
@ASK
def bring_back(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.held_by(request.user), pk=referral_id)
    transfer = one.open_transfer(referral)
    if transfer is None:
        return moved_on(request, referral, page="referrals:triage")
    form = WordsForm(
        _typed(request),
        ask="Why does it come back?",
        missing="Enter why the other area could not take it",
    )

    def act(**typed: Any) -> None:
        handing_over.cancel_transfer(transfer_id=transfer.pk, **typed)

    done = "It waits in your queue again, with a new clock"
    return _do(request, referral_id, form, act, "bring_back", done)


def _do(
    request: SignedInRequest,
    referral_id: UUID,
    form: Form,
    act: Callable[..., None],
    page: str,
    done: str,
) -> HttpResponse:
    """Show the question, or do the deed and go back to the referral."""
    if form.is_valid():
        try:
            act(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("referrals:triage", referral_id)
    context = {"form": form, "referral_id": referral_id}
    status = 422 if form.errors else 200
    return render(request, f"referrals/{page}.html", context, status=status)


def _typed(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None
