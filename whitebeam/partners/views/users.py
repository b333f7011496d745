"""An agency's lead and the agency's users."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.stepup import with_fresh_second_factor
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy, queries
from whitebeam.partners.access import needs
from whitebeam.partners.forms import DutiesForm
from whitebeam.partners.models import Duty, Membership
from whitebeam.partners.presenters import InvitationRow, UserRow
from whitebeam.partners.services import users

leads = needs(Duty.MANAGE_AGENCY, purpose=Purpose.SUPERVISION)


@leads
@require_safe
def list_users(request: SignedInRequest) -> HttpResponse:
    row = partial(UserRow.of, on=timezone.localdate(), reader=request.user.pk)
    shown = [row(each) for each in queries.users_of(request.user)]
    context = {
        "users": shown,
        "overdue": sum(each.is_overdue and not each.is_own for each in shown),
        "invitations": [
            InvitationRow.of(each, at=timezone.now())
            for each in queries.invitations_of(request.user)
        ],
    }
    return render(request, "partners/users.html", context)


@leads
@require_safe
def show_user(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    membership = _managed(request, membership_id)
    changeable = policy.memberships_changeable_by(request.user).filter(pk=membership.pk)
    user = UserRow.of(membership, on=timezone.localdate(), reader=request.user.pk)
    context = {"person": user, "may_change": changeable.exists()}
    return render(request, "partners/user.html", context)


@leads
@with_fresh_second_factor
@require_http_methods(["GET", "POST"])
def change_duties(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    membership = _managed(request, membership_id)
    form = DutiesForm(
        request.POST if request.method == "POST" else None,
        duties=policy.duties_given_by(request.user),
        initial={"duties": membership.duties, "starts_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            changed = users.change_duties(
                membership_id=membership.pk,
                **form.cleaned_data,
                by=request.user,
                on=timezone.localdate(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The duties are changed")
            return redirect("partners:user", changed.pk)
    person = UserRow.of(membership, on=timezone.localdate(), reader=request.user.pk)
    context = {"form": form, "person": person, "back": person.href}
    return render(request, "partners/duties.html", context, status=422 if form.errors else 200)


@leads
@with_fresh_second_factor
@require_POST
def end_access(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    try:
        users.end_access(
            membership_id=membership_id,
            by=request.user,
            at=timezone.now(),
            on=timezone.localdate(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Their access has ended, and every session with it")
    return redirect("partners:users")


@leads
@require_POST
def end_sessions(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    try:
        ended = users.end_sessions(membership_id=membership_id, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{ended} session{'' if ended == 1 else 's'} ended")
    return redirect("partners:user", membership_id)


@leads
@with_fresh_second_factor
@require_POST
def reset_second_factor(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    try:
        users.reset_second_factor(membership_id=membership_id, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "They add a new second step when they next sign in")
    return redirect("partners:user", membership_id)


@leads
@require_safe
def access_check(request: SignedInRequest) -> HttpResponse:
    row = partial(UserRow.of, on=timezone.localdate(), reader=request.user.pk)
    shown = [row(each) for each in queries.users_of(request.user)]
    shown.sort(key=lambda user: not user.is_overdue)
    return render(request, "partners/access_check.html", {"users": shown})


@leads
@require_POST
def confirm_access(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    try:
        users.confirm_access(membership_id=membership_id, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("partners:access_check")


def _managed(request: SignedInRequest, membership_id: UUID) -> Membership:
    return get_object_or_404(queries.users_of(request.user), pk=membership_id)
