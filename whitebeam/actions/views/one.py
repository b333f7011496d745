"""One action: what it is, what happened to it, what may be done."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.accounts.models import User
from whitebeam.actions import policy, services
from whitebeam.actions.events import Happened
from whitebeam.actions.models import Action
from whitebeam.actions.presenters import OneAction, Rights, file_lines, timeline_of
from whitebeam.actions.queries import one as asked
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs


def _show(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    seen = policy.visible_to(request.user).select_related(
        "owner_agency", "owner", "kept_by", "raised_by", "raised_for", "superseded_by"
    )
    action = get_object_or_404(seen, pk=action_id)
    audit.record_reading(verb=Happened.OPENED, subject=action, classes=(Class.F2, Class.F6))
    context = {
        "page": _page(action, user=request.user, on=timezone.localdate()),
        "steps": timeline_of(asked.history(action)),
        "files": file_lines(asked.files_of(action), reader=request.user, is_open=action.is_open),
        "may_add_file": policy.reportable_by(request.user).filter(pk=action_id).exists(),
        "action_id": action_id,
    }
    return render(request, "actions/one.html", context)


show = signed_in(require_GET(_show), purpose=Purpose.SUPPORT)


@needs(*policy.DOING)
@require_POST
def start(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    get_object_or_404(policy.done_by(request.user), pk=action_id)
    try:
        services.start(action_id=action_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "You said that work on it has begun")
    return redirect("actions:one", action_id)


def _page(action: Action, *, user: User, on: date) -> OneAction:
    about = asked.people_of(action, reader=user)
    return OneAction.of(action, about=about, rights=_rights(action, user), on=on)


def _rights(action: Action, user: User) -> Rights:
    if not action.is_open:
        return Rights()

    def among(actions: QuerySet[Action]) -> bool:
        return actions.filter(pk=action.pk).exists()

    return Rights(
        accept=among(policy.acceptable_by(user)),
        take=among(policy.takeable_by(user)),
        report=among(policy.reportable_by(user)),
        offer=among(policy.offerable_by(user)),
        supersede=among(policy.supersedable_by(user)),
    )
