"""What is said of an open action, each question on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.actions import forms as questions
from whitebeam.actions import policy, services
from whitebeam.actions.models import Action
from whitebeam.actions.queries import one as asked
from whitebeam.actions.services.moving import MOVED_ON
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs

Ask = Callable[[Action], forms.Form]
ASK = require_http_methods(["GET", "POST"])
REPORTING = (*policy.DOING, *policy.CHASING)


@needs(*policy.DOING)
@ASK
def accept(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    def form(action: Action) -> forms.Form:
        workers = asked.doers_at(action.owner_agency)
        initial = {"owner": request.user.pk, "due_date": action.due_date}
        return questions.AcceptForm(**_typed(request), workers=workers, initial=initial)

    among = policy.acceptable_by(request.user)
    return _decide(request, action_id, among, form, services.accept, "accept")


@needs(*REPORTING)
@ASK
def complete(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    form = _plain(request, questions.CompleteForm)
    among = policy.reportable_by(request.user)
    return _decide(request, action_id, among, form, services.complete, "complete")


@needs(*REPORTING)
@ASK
def not_possible(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    form = _plain(request, questions.NotPossibleForm)
    among = policy.reportable_by(request.user)
    return _decide(request, action_id, among, form, services.report_not_possible, "not_possible")


@needs(*REPORTING)
@ASK
def not_undertaken(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    form = _plain(request, questions.NotUndertakenForm)
    among = policy.reportable_by(request.user)
    deed = services.report_not_undertaken
    return _decide(request, action_id, among, form, deed, "not_undertaken")


@needs(*REPORTING)
@ASK
def change_day(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    form = _plain(request, questions.DayForm)
    among = policy.reportable_by(request.user)
    return _decide(request, action_id, among, form, services.change_due_date, "change_day")


@needs(*policy.DOING)
@ASK
def reassign(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    def form(action: Action) -> forms.Form:
        workers = asked.doers_at(action.owner_agency)
        return questions.ReassignForm(**_typed(request), workers=workers)

    among = policy.takeable_by(request.user)
    return _decide(request, action_id, among, form, services.reassign, "reassign")


@needs(*policy.CHASING)
@ASK
def offer(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    def form(action: Action) -> forms.Form:
        others = asked.agencies_to_ask().exclude(pk=action.owner_agency_id)
        return questions.OfferForm(**_typed(request), agencies=others)

    among = policy.offerable_by(request.user)
    return _decide(request, action_id, among, form, services.offer_elsewhere, "offer")


def _supersede(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    def deed(*, reference: str, **told: Any) -> object:
        other = asked.by_reference(reference, reader=request.user)
        if other is None:
            raise Refused("No action you can see has this reference. Check it and try again.")
        return services.supersede(replaced_by=other.pk, **told)

    form = _plain(request, questions.SupersedeForm)
    among = policy.supersedable_by(request.user)
    return _decide(request, action_id, among, form, deed, "supersede")


# Whoever raised an action may replace it, whatever her duty.
supersede = signed_in(ASK(_supersede), purpose=Purpose.SUPPORT)

DONE = {
    "accept": "You said yes. It is on your agency's list.",
    "complete": "The action is closed as done",
    "not_possible": "The action is closed: it was not possible",
    "not_undertaken": "The action is closed: it was not undertaken",
    "change_day": "The day has changed",
    "reassign": "Your colleague has it now, and was told",
    "offer": "The other agency is asked",
    "supersede": "The action is closed: another takes its place",
}


def _decide(
    request: SignedInRequest,
    action_id: UUID,
    among: QuerySet[Action],
    form_of: Ask,
    act: Callable[..., object],
    deed: str,
) -> HttpResponse:
    """Show the question, or do the deed and go back to the action."""
    seen = policy.visible_to(request.user).select_related("owner_agency")
    action = get_object_or_404(seen, pk=action_id)
    if not among.filter(pk=action_id).exists():
        messages.warning(request, MOVED_ON)
        return redirect("actions:one", action_id)
    form = form_of(action)
    if form.is_valid():
        try:
            act(action_id=action_id, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, DONE[deed])
            return redirect("actions:one", action_id)
    context = {"form": form, "action": action, "deed": deed}
    status = 422 if form.errors else 200
    return render(request, f"actions/{deed}.html", context, status=status)


def _plain(request: SignedInRequest, form: Callable[..., forms.Form]) -> Ask:
    return lambda action: form(**_typed(request))


def _typed(request: SignedInRequest) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    return {"data": data, "today": timezone.localdate()}
