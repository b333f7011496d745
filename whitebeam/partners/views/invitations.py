"""Inviting somebody, and saying yes to an invitation."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest, open_to_all
from whitebeam.accounts.choosing import NewPasswordForm
from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.policy import addressed_by, provider_of_address
from whitebeam.accounts.services.links import open_link
from whitebeam.accounts.stepup import with_fresh_second_factor
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.forms import InviteForm
from whitebeam.partners.models import Invitation
from whitebeam.partners.services import inviting
from whitebeam.partners.views.users import leads


@leads
@with_fresh_second_factor
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    form = _invite_form(request)
    if form.is_valid():
        answers = form.cleaned_data
        newcomer = inviting.Newcomer(
            **{name: answers[name] for name in ("email", "name", "job_title", "role", "team")},
            duties=answers["all_duties"],
            ends_on=answers["ends_on"],
        )
        try:
            inviting.invite(newcomer, to=answers["agency"], by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The invitation is on its way")
            return redirect("partners:users")
    return render(
        request, "partners/invite.html", {"form": form}, status=422 if form.errors else 200
    )


@leads
@require_POST
def withdraw(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    try:
        inviting.withdraw_invitation(
            invitation_id=invitation_id, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The invitation is withdrawn")
    return redirect("partners:users")


@open_to_all
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = open_link(OneUseLink.Kind.INVITATION, token=token, at=timezone.now())
        invitation = inviting.invitation_of(link)
        return _accept(request, invitation)
    except Refused as refusal:
        return render(request, "account/link_gone.html", {"lead": str(refusal)}, status=410)


def _accept(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    known = addressed_by(invitation.link)
    if known is not None and known.kind == User.Kind.STAFF:
        if request.user != known:
            return redirect_to_login(request.path)
        form = None
    elif provider_of_address(invitation.email):
        form = None
    else:
        newcomer = User(email=invitation.email, name=invitation.name)
        form = NewPasswordForm(request.POST if request.method == "POST" else None, user=newcomer)
    if request.method == "POST" and (form is None or form.is_valid()):
        password = form.cleaned_data["password1"] if form else None
        return _begin(request, invitation, password)
    context = {"form": form, "agency": invitation.agency.name, "name": invitation.name}
    status = 422 if form and form.errors else 200
    return render(request, "partners/accept.html", context, status=status)


def _begin(request: HttpRequest, invitation: Invitation, password: str | None) -> HttpResponse:
    user = inviting.accept_invitation(
        invitation, password=password, at=timezone.now(), on=timezone.localdate()
    )
    if request.user == user:
        messages.success(request, f"You now work for {invitation.agency.name}")
        return redirect(settings.LOGIN_REDIRECT_URL)
    provider = provider_of_address(user.email)
    if provider is not None:
        return redirect("openid_connect_login", provider.code)
    record_authentication(request, user, "invitation")
    response: HttpResponse = perform_login(request, user)
    return response


def _invite_form(request: SignedInRequest) -> InviteForm:
    agencies = policy.managed_by(request.user).order_by("name")
    first = agencies.first()
    return InviteForm(
        request.POST if request.method == "POST" else None,
        agencies=agencies,
        roles=policy.roles_offered_to(agencies).order_by("name"),
        teams=policy.teams_of(agencies).order_by("name"),
        duties=policy.duties_given_by(request.user),
        initial={"agency": first.pk if first else None},
    )
