"""The sender's page of one referral: where it stands, what comes next, what cannot be said."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import signed_in
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.referrals import policy
from whitebeam.referrals.events import Moved
from whitebeam.referrals.forms.triage import CorrectionForm, ReasonForm, WordsForm
from whitebeam.referrals.models import Reason, Referral
from whitebeam.referrals.presenters.answers import correctable
from whitebeam.referrals.presenters.triage import Status, timeline
from whitebeam.referrals.queries import waiting
from whitebeam.referrals.services import following


def _status(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.sent_by(request.user), pk=referral_id)
    audit.record_reading(verb=Moved.STATUS_OPENED, subject=referral, classes=(Class.F1,))
    now = timezone.now()
    context = {
        "status": Status.of(referral, now=now),
        "steps": timeline(waiting.history(referral), now=now, for_sender=referral),
        "referral_id": referral.pk,
        "may_recall": policy.recallable_by(request.user).filter(pk=referral.pk).exists(),
        "is_returned": referral.state == Referral.State.RETURNED,
        "form": WordsForm(ask="Your answer", missing=ANSWER_MISSING),
    }
    return render(request, "referrals/status.html", context)


def _answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.recallable_by(request.user), pk=referral_id)
    form = WordsForm(_typed(request), ask="Your answer", missing=ANSWER_MISSING)
    if form.is_valid():
        try:
            following.answer_return(
                referral_id=referral_id,
                words=form.cleaned_data["words"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "You sent the information. The clock has started again.")
            return redirect("referrals:status", referral_id)
    asked = timeline(waiting.history(referral), now=timezone.now(), for_sender=referral)[-1]
    return _ask(request, "referrals/answer_return.html", form, referral_id, asked=asked)


def _correct(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.recallable_by(request.user), pk=referral_id)
    form = CorrectionForm(_typed(request), questions=correctable(referral))
    if form.is_valid():
        try:
            following.correct(
                referral_id=referral_id, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "You corrected the answer. The service sees both.")
            return redirect("referrals:status", referral_id)
    return _ask(request, "referrals/correct.html", form, referral_id)


def _recall(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    get_object_or_404(policy.recallable_by(request.user), pk=referral_id)
    form = ReasonForm(
        _typed(request),
        reasons=waiting.reasons(Reason.Kind.RECALL),
        ask="What happened?",
        missing="Enter why you are taking it back",
    )
    if form.is_valid():
        try:
            following.recall(
                referral_id=referral_id, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "You took the referral back")
            return redirect("referrals:status", referral_id)
    return _ask(request, "referrals/recall.html", form, referral_id)


def _ask(
    request: HttpRequest, template: str, form: Form, referral_id: UUID, **more: object
) -> HttpResponse:
    context = {"form": form, "referral_id": referral_id, **more}
    status = 422 if form.errors else 200
    return render(request, template, context, status=status)


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


ANSWER_MISSING = "Enter the information that was asked for"
ASK = require_http_methods(["GET", "POST"])
status = signed_in(require_GET(_status), purpose=Purpose.SUPPORT)
answer = signed_in(ASK(_answer), purpose=Purpose.SUPPORT)
correct = signed_in(ASK(_correct), purpose=Purpose.SUPPORT)
recall = signed_in(ASK(_recall), purpose=Purpose.SUPPORT)
