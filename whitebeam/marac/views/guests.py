"""Letting guests in, and their way in: a link from the mailbox and a code told by voice."""

import secrets
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest, open_to_all
from whitebeam.accounts.choosing import AskForLinkForm
from whitebeam.accounts.models import User
from whitebeam.accounts.services.links import ask_for_link, open_link
from whitebeam.accounts.services.sessions import PROOF
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.forms.guests import CodeForm, GuestForm
from whitebeam.marac.models import Case, Meeting
from whitebeam.marac.presenters.guests import GuestRow
from whitebeam.marac.queries import guests as queries
from whitebeam.marac.services import guests
from whitebeam.marac.services.guests import KIND, Came, Invited
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])


@COORDINATING
@ASK
def of_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    rows = policy.coordinated_by(request.user).select_related("panel")
    return _invite(request, case=get_object_or_404(rows, pk=case_id))


@COORDINATING
@ASK
def of_meeting(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    rows = policy.meetings_run_by(request.user).select_related("panel")
    return _invite(request, meeting=get_object_or_404(rows, pk=meeting_id))


def _invite(
    request: SignedInRequest, *, case: Case | None = None, meeting: Meeting | None = None
) -> HttpResponse:
    now, user = timezone.now(), request.user
    offered = queries.agencies_without_users(user, case=case, meeting=meeting)
    typed = request.POST if request.method == "POST" else None
    form = GuestForm(typed, agencies=offered, days=queries.days_offered())
    code = ""
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("agency", "name", "email")}
        whom = Invited(**told, until=form.until(now), case=case, meeting=meeting)
        try:
            code = guests.invite(whom, by=user, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    found = queries.guests_of(user, case=case, meeting=meeting)
    context = {
        "form": form,
        "code": code,
        "invited": form.cleaned_data.get("name", "") if code else "",
        "rows": [GuestRow.of(one, now=now) for one in found],
        "back": _back(case, meeting),
        "what": f"Case {case.reference}" if case else "The whole list of one meeting",
    }
    return render(request, "marac/guests/invite.html", context, status=422 if form.errors else 200)


@COORDINATING
@require_POST
def end(request: SignedInRequest, access_id: UUID) -> HttpResponse:
    access = get_object_or_404(queries.accesses_kept_by(request.user), pk=access_id)
    guests.end(access.pk, by=request.user, at=timezone.now())
    messages.success(request, "Their access has ended.")
    if access.package_id:
        return redirect("marac:packages_of_case", access.case_id)
    if access.case_id:
        return redirect("marac:case_guests", access.case_id)
    return redirect("marac:meeting_guests", access.meeting_id)


@open_to_all
@ASK
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_for_link(KIND, email=form.cleaned_data["email"], at=timezone.now())
        return render(request, "marac/guests/asked.html")
    status = 422 if form.errors else 200
    return render(request, "marac/guests/ask.html", {"form": form}, status=status)


@open_to_all
@ASK
def enter(request: HttpRequest, token: str) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    try:
        link = open_link(KIND, token=token, at=timezone.now())
        if form.is_valid():
            proof, code = _proof(request), form.cleaned_data["code"]
            came = guests.enter(link, code=code, proof=proof, at=timezone.now())
            if came is not None:
                return _begin(request, came, proof=proof)
            form.add_error("code", "That is not the code. Ask the coordinator to read it again.")
    except Refused as refusal:
        context = {"lead": str(refusal), "another": reverse("marac:guest_ask")}
        return render(request, "account/link_gone.html", context, status=410)
    status = 422 if form.errors else 200
    return render(request, "marac/guests/enter.html", {"form": form}, status=status)


def _proof(request: HttpRequest) -> str:
    """Return the secret of the guest's session, so that a second code opens in the same one."""
    user = request.user
    held = request.session.get(PROOF) if isinstance(user, User) and user.is_active else None
    return held or secrets.token_urlsafe(32)


def _begin(request: HttpRequest, came: Came, *, proof: str) -> HttpResponse:
    record_authentication(request, came.user, "guest_link")
    where = reverse("marac:waiting")
    if came.package_id is not None:
        where = reverse("marac:package", args=[came.package_id])
    response: HttpResponse = perform_login(request, came.user, redirect_url=where)
    request.session[PROOF] = proof
    return response


def _back(case: Case | None, meeting: Meeting | None) -> Any:
    if case is not None:
        return reverse("marac:case_research", args=[case.pk])
    return reverse("marac:meeting_research", args=[meeting.pk]) if meeting else ""
