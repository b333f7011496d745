"""Proposing an action to another agency, or taking one on for one's own."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.actions import policy, services
from whitebeam.actions.forms import NewActionForm
from whitebeam.actions.models import Action
from whitebeam.actions.queries import one as asked
from whitebeam.actions.services import NewAction
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs


@needs(*policy.DOING, *policy.CHASING)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    form = _form(request, today=timezone.localdate())
    if form.is_valid():
        try:
            action = _raise(form.cleaned_data, by=request.user, once_key=_once_key(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            is_ours = action.state == Action.State.ACCEPTED
            done = "It is on your agency's list" if is_ours else "The agency is asked"
            messages.success(request, done)
            return redirect("actions:one", action.pk)
    status = 422 if form.errors else 200
    return render(request, "actions/new.html", {"form": form}, status=status)


def _form(request: SignedInRequest, *, today: date) -> NewActionForm:
    data = request.POST if request.method == "POST" else None
    own = policy.agencies_doing(request.user).order_by("name").first()
    initial = {"agency": own.code} if own else {}
    return NewActionForm(data, today=today, agencies=asked.agencies_to_ask(), initial=initial)


def _raise(typed: dict[str, Any], *, by: User, once_key: UUID) -> Action:
    home = policy.agencies_raising(by).order_by("name").first()
    keeper = asked.keeper_for(by)
    if home is None or keeper is None:
        raise Refused("You cannot propose actions for any agency today")
    told = NewAction(
        text=typed["text"],
        rationale=typed["rationale"],
        owner_agency=typed["agency"],
        due_date=typed["due_date"],
        kept_by=keeper,
        raised_for=home,
        once_key=once_key,
    )
    ours = policy.agencies_doing(by).filter(pk=told.owner_agency.pk).exists()
    at = timezone.now()
    if ours:
        return services.volunteer(new=told, owner=by, by=by, at=at)
    return services.propose(new=told, by=by, at=at)


def _once_key(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return uuid4()
