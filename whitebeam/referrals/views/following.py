"""The sender's page of one referral: where it stands, what comes next, what cannot be said."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.referrals import policy
from whitebeam.referrals.events import Moved
from whitebeam.referrals.forms.triage import CorrectionForm, ReasonForm, WordsForm
from whitebeam.referrals.models import Reason, Referral
from whitebeam.referrals.presenters.answers import correctable
from whitebeam.referrals.presenters.triage import Status, asked, timeline
from whitebeam.referrals.queries import waiting
from whitebeam.referrals.services import following
from whitebeam.referrals.views.repeating import moved_on


def _status(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.sent_by(request.user), pk=referral_id)
    audit.record_reading(verb=Moved.STATUS_OPENED, subject=referral, classes=(Class.F1,))
    now = timezone.now()
    context = {
        "status": Status.of(referral, now=now),
        "steps": timeline(waiting.history(referral), now=now, for_sender=referral),
        "referral_id": referral.pk,
        "may_recall": referral.state in policy.RECALLABLE,
        "is_returned": referral.state == Referral.State.RETURNED,
    }
    return render(request, "referrals/status.html", context)


def _answer(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.sent_by(request.user), pk=referral_id)
    if referral.state != Referral.State.RETURNED:
        return moved_on(request, referral, page="referrals:status")
    form = WordsForm(_typed(request), ask="Your answer", missing=ANSWER_MISSING)
    done = "You sent the information. The clock has started again."
    question = asked(waiting.history(referral))
    return _do(
        request, referral, form, following.answer_return, "answer_return", done, asked=question
    )


def _correct(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.sent_by(request.user), pk=referral_id)
    if referral.state not in policy.RECALLABLE:
        return moved_on(request, referral, page="referrals:status")
    form = CorrectionForm(_typed(request), questions=correctable(referral))
    done = "You corrected the answer. The service sees both."
    return _do(request, referral, form, following.correct, "correct", done)


def _recall(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.sent_by(request.user), pk=referral_id)
    if referral.state not in policy.RECALLABLE:
        return moved_on(request, referral, page="referrals:status")
    form = ReasonForm(
        _typed(request),
        reasons=waiting.reasons(Reason.Kind.RECALL),
        ask="What happened?",
        missing="Enter why you are taking it back",
    )
    return _do(request, referral, form, following.recall, "recall", "You took the referral back")


def _do(
    request: SignedInRequest,
    referral: Referral,
    form: Form,
    act: Callable[..., object],
    page: str,
    done: str,
    **more: object,
) -> HttpResponse:
    """Show the question, or do the deed and go back to where the referral stands."""
    if form.is_valid():
        try:
            act(referral_id=referral.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("referrals:status", referral.pk)
    context = {"form": form, "referral_id": referral.pk, **more}
    status = 422 if form.errors else 200
    return render(request, f"referrals/{page}.html", context, status=status)


def _typed(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


ANSWER_MISSING = "Enter the information that was asked for"
ASK = require_http_methods(["GET", "POST"])
status = signed_in(require_GET(_status), purpose=Purpose.SUPPORT)
answer = signed_in(ASK(_answer), purpose=Purpose.SUPPORT)
correct = signed_in(ASK(_correct), purpose=Purpose.SUPPORT)
recall = signed_in(ASK(_recall), purpose=Purpose.SUPPORT)
