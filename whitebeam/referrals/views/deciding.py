"""What triage decides of a waiting referral, each question on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.referrals import policy
from whitebeam.referrals.forms.triage import AcceptForm, MoveForm, ReasonForm, TransferForm
from whitebeam.referrals.models import QueueEntry, Reason
from whitebeam.referrals.presenters.triage import OpenCheck
from whitebeam.referrals.queries import waiting
from whitebeam.referrals.services import deciding, handing_over
from whitebeam.referrals.services.who_harms_whom import pairs_open
from whitebeam.referrals.views.repeating import moved_on
from whitebeam.referrals.views.triage import TRIAGE

GOING_FORWARD = ("accept", "transfer")
Typed = Any
ASK = require_http_methods(["GET", "POST"])


@needs(*TRIAGE)
@ASK
def accept(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    def form(entry: QueueEntry) -> forms.Form:
        workers = waiting.workers_for(entry)
        return AcceptForm(_typed(request), workers=workers, initial={"worker": request.user.pk})

    return _decide(
        request, referral_id, form, deciding.accept, "accept", "You accepted the referral"
    )


@needs(*TRIAGE)
@ASK
def decline(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    form = _reason_form(
        request,
        Reason.Kind.DECLINE,
        ask="What should the referrer know and do next?",
        missing="Enter what the referrer should know and can do next",
    )
    done = "You declined the referral. The referrer has been told."
    return _decide(request, referral_id, form, deciding.decline, "decline", done)


@needs(*TRIAGE)
@ASK
def return_for_information(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    form = _reason_form(
        request,
        Reason.Kind.RETURN,
        ask="What do you need to know?",
        missing="Enter what you need to know",
    )
    done = "You asked the referrer for information"
    return _decide(request, referral_id, form, deciding.return_for_information, "return", done)


@needs(*TRIAGE)
@ASK
def move(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    def form(entry: QueueEntry) -> forms.Form:
        return MoveForm(_typed(request), queues=waiting.other_queues(entry))

    return _decide(
        request, referral_id, form, deciding.move_to_queue, "move", "You moved the referral"
    )


@needs(*TRIAGE)
@ASK
def transfer(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    def form(entry: QueueEntry) -> forms.Form:
        return TransferForm(_typed(request))

    done = "You sent the referral to another area. It stays yours until they say they have it."
    return _decide(
        request,
        referral_id,
        form,
        handing_over.send_to_other_area,
        "transfer",
        done,
        back_to="referrals:triage",
    )


def _reason_form(
    request: SignedInRequest, kind: Reason.Kind, *, ask: str, missing: str
) -> Callable[[QueueEntry], forms.Form]:
    def form(entry: QueueEntry) -> forms.Form:
        reasons = waiting.reasons(kind)
        return ReasonForm(_typed(request), reasons=reasons, ask=ask, missing=missing)

    return form


def _decide(
    request: SignedInRequest,
    referral_id: UUID,
    form_of: Callable[[QueueEntry], forms.Form],
    act: Callable[..., object],
    deed: str,
    done: str,
    *,
    back_to: str = "",
) -> HttpResponse:
    """Show the question, or do the deed and go back to the queue."""
    referral = get_object_or_404(policy.held_by(request.user, *TRIAGE), pk=referral_id)
    entry = policy.waiting_for(request.user).filter(referral=referral).first()
    if entry is None:
        return moved_on(request, referral, page="referrals:triage")
    form = form_of(entry)
    if form.is_valid():
        try:
            act(referral_id=referral_id, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(back_to, referral_id) if back_to else redirect("referrals:queue")
    context: dict[str, object] = {"form": form, "referral_id": referral_id}
    if deed in GOING_FORWARD:
        context["checks"] = [OpenCheck.of(*pair) for pair in pairs_open(referral)]
    status = 422 if form.errors else 200
    return render(request, f"referrals/decide_{deed}.html", context, status=status)


def _typed(request: SignedInRequest) -> Typed:
    return request.POST if request.method == "POST" else None
