"""How long a session lasts, and what must be in place before any page opens."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlencode, urlsplit

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from whitebeam.accounts import policy, stepup
from whitebeam.accounts.access import SignedInRequest, page_name
from whitebeam.accounts.models import User
from whitebeam.accounts.services import kept, sessions
from whitebeam.kernel.context import Acting, acting

HAS_FACTOR, KEEPS = "has_factor", "keeps"
# What a page asks for by itself is no sign that somebody sits before it.
BY_ITSELF = "X-Asked-By-Itself"
STAMPED_EVERY = timedelta(seconds=15)
NOTED_EVERY = timedelta(minutes=1)
REDIRECTS = (302, 303)
KEEP = "account_keep"
# Pages that help a user to a second factor, and the way out.
WITHOUT_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
}
FOR_GUESTS = {"account_logout", "account_keep", "account_kept", "account_discard_kept"}


class SessionLimits:
    """Ends sessions on the server in time, keeping what was typed; asks for a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        return self._for_user(cast(SignedInRequest, request))

    def _for_user(self, request: SignedInRequest) -> HttpResponse:
        now = timezone.now()
        if sessions.has_run_out(request.session, request.user, at=now):
            return _end(request, now)
        if not _is_asked_by_itself(request):
            _stamp(request, now)
        page = page_name(request)
        if request.user.kind == User.Kind.GUEST:
            if page.startswith(("account_", "mfa_", "usersessions_")) and page not in FOR_GUESTS:
                return HttpResponseRedirect("/")
        elif page not in WITHOUT_FACTOR and not _has_factor(request):
            request.session["after_set_up"] = request.get_full_path()
            return HttpResponseRedirect(reverse("mfa_index"))
        response = self.get_response(request)
        _forget_what_arrived(request, response)
        return response


def _end(request: SignedInRequest, now: datetime) -> HttpResponse:
    """End the session, keep under its user's name what this request brought, ask to sign in.

    What a page asked by itself was not sent by anybody, and is not kept.
    """
    user, address = request.user, request.path
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    by_itself = request.headers.get(BY_ITSELF) is not None
    if request.method == "POST" and not by_itself and _is_from_here(request):
        if page_name(request) == KEEP:
            address = request.GET.get("form", "")
        if url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            _keep(request, user, address=address, now=now)
    logout(request)
    if page_name(request) == KEEP:
        return JsonResponse({"kept": True}, status=401)
    back = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def _keep(request: HttpRequest, user: User, *, address: str, now: datetime) -> None:
    fields = {name: request.POST.getlist(name) for name in request.POST}
    with acting(Acting.user(user.pk)), transaction.atomic():
        kept.keep_text(user, address=address, fields=fields, at=now, was_sent=True)


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether our own page sent this form; the session that proved it has ended."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _is_asked_by_itself(request: HttpRequest) -> bool:
    """Say whether a page asks, and nobody before it; a session's first request always counts."""
    if sessions.BEGAN not in request.session:
        return False
    is_stream = request.headers.get("Accept") == "text/event-stream"
    return is_stream or request.headers.get(BY_ITSELF) is not None


def _stamp(request: SignedInRequest, now: datetime) -> None:
    moment = int(now.timestamp())
    request.session.setdefault(sessions.BEGAN, moment)
    if moment - request.session.get(sessions.SEEN, 0) >= STAMPED_EVERY.total_seconds():
        request.session[sessions.SEEN] = moment
    last = request.user.last_active_at
    if last is None or last <= now - NOTED_EVERY:
        sessions.note_activity(request.user, session_key=request.session.session_key, at=now)


def _has_factor(request: SignedInRequest) -> bool:
    """Return whether the user has a second factor of their own, or their provider asks for one.

    Remembered in the session: whoever takes a user's factors away ends the sessions as well.
    """
    if request.session.get(HAS_FACTOR):
        return True
    has = stepup.provider_vouched(request, request.user) or policy.factors_of(request.user).exists()
    if has:
        request.session[HAS_FACTOR] = True
    return has


def _forget_what_arrived(request: HttpRequest, response: HttpResponse) -> None:
    if request.method != "POST" or response.status_code not in REDIRECTS:
        return
    if request.user.is_authenticated and request.session.get(KEEPS):
        with acting(Acting.user(request.user.pk)), transaction.atomic():
            kept.forget_text(request.user, address=request.path)
