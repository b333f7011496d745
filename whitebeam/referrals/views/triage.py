"""One waiting referral: read it, hold it, decide."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals import policy
from whitebeam.referrals.events import Moved
from whitebeam.referrals.forms.triage import AcceptForm, MoveForm, ReasonForm, TransferForm
from whitebeam.referrals.models import QueueEntry, Reason
from whitebeam.referrals.queries import waiting
from whitebeam.referrals.services import claiming, deciding, handing_over
from whitebeam.referrals.views.one_referral import page_of

TRIAGE = (Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS)
CLASSES = (Class.F2, Class.F3, Class.F5, Class.F6, Class.F9, Class.F10)


@needs(*TRIAGE, Duty.SUPPORT_VICTIMS)
@require_GET
def show(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.held_by(request.user), pk=referral_id)
    audit.record_reading(verb=Moved.OPENED, subject=referral, classes=CLASSES)
    page = page_of(referral, user=request.user, now=timezone.now())
    return render(request, "referrals/triage.html", page)


@needs(*TRIAGE)
@require_POST
def hold(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    get_object_or_404(policy.decidable_by(request.user), pk=referral_id)
    deeds: dict[str, Callable[..., object]] = {
        "claim": claiming.claim,
        "hand_back": claiming.hand_back,
        "take_over": claiming.take_over,
    }
    deed = deeds.get(request.POST.get("deed", ""), claiming.claim)
    try:
        deed(referral_id=referral_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("referrals:triage", referral_id)


@needs(*TRIAGE)
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    entry = _entry(request, referral_id)
    form = AcceptForm(_typed(request), workers=waiting.workers_for(entry))
    return _decide(
        request,
        form,
        "accept",
        "You accepted the referral",
        lambda typed: deciding.accept(
            referral_id=referral_id, worker=typed["worker"], by=request.user, at=timezone.now()
        ),
    )


@needs(*TRIAGE)
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    _entry(request, referral_id)
    form = ReasonForm(
        _typed(request),
        reasons=waiting.reasons(Reason.Kind.DECLINE),
        ask="What should the referrer know and do next?",
        missing="Enter what the referrer should know and can do next",
    )
    return _decide(
        request,
        form,
        "decline",
        "You declined the referral. The referrer has been told.",
        lambda typed: deciding.decline(
            referral_id=referral_id, by=request.user, at=timezone.now(), **typed
        ),
    )


@needs(*TRIAGE)
@require_http_methods(["GET", "POST"])
def return_for_information(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    _entry(request, referral_id)
    form = ReasonForm(
        _typed(request),
        reasons=waiting.reasons(Reason.Kind.RETURN),
        ask="What do you need to know?",
        missing="Enter what you need to know",
    )
    return _decide(
        request,
        form,
        "return",
        "You asked the referrer for information",
        lambda typed: deciding.return_for_information(
            referral_id=referral_id, by=request.user, at=timezone.now(), **typed
        ),
    )


@needs(*TRIAGE)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    entry = _entry(request, referral_id)
    form = MoveForm(_typed(request), queues=waiting.other_queues(entry))
    return _decide(
        request,
        form,
        "move",
        "You moved the referral",
        lambda typed: deciding.move_to_queue(
            referral_id=referral_id, by=request.user, at=timezone.now(), **typed
        ),
    )


@needs(*TRIAGE)
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    _entry(request, referral_id)
    return _decide(
        request,
        TransferForm(_typed(request)),
        "transfer",
        "You sent the referral to another area. It stays yours until they say they have it.",
        lambda typed: handing_over.send_to_other_area(
            referral_id=referral_id, by=request.user, at=timezone.now(), **typed
        ),
        back_to="referrals:triage",
    )


def _entry(request: HttpRequest, referral_id: UUID) -> QueueEntry:
    return get_object_or_404(
        policy.waiting_for(request.user).select_related("referral", "agency"),
        referral=referral_id,
    )


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _decide(
    request: HttpRequest,
    form: forms.Form,
    deed: str,
    done: str,
    act: Callable[[dict[str, object]], object],
    *,
    back_to: str = "",
) -> HttpResponse:
    """Show the question, or do the deed and go back to the queue."""
    referral_id = request.resolver_match.kwargs["referral_id"]
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(back_to, referral_id) if back_to else redirect("referrals:queue")
    context = {"form": form, "referral_id": referral_id}
    status = 422 if form.errors else 200
    return render(request, f"referrals/decide_{deed}.html", context, status=status)
