"""django-allauth's pages, each under its own neutral address with its access declared."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ReauthenticationRequired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from whitebeam.accounts import stepup
from whitebeam.accounts.access import SignedInRequest, View, open_to_all, signed_in
from whitebeam.accounts.events import Happened
from whitebeam.accounts.services import sessions
from whitebeam.audit import services as audit

INVALID = 422
FOUND = 302


def opened(view: Callable[..., Any]) -> View:
    """Return this page of allauth, open to whoever is at the door."""
    return open_to_all(_says_invalid(view))


def own(view: Callable[..., Any], deed: Happened | None = None) -> View:
    """Return this page of allauth, for whoever is signed in; what its form does is audited."""

    @wraps(view)
    def audited(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except ReauthenticationRequired:
            return _confirm_first(request)
        if deed and request.method == "POST" and response.status_code == FOUND:
            audit.record(verb=deed, subject=user)
        return response

    return signed_in(_says_invalid(audited))


def adding(view: Callable[..., Any], *, factor: str) -> View:
    """Return a page that adds a second factor. Whoever has just shown it need not at once again."""

    @wraps(view)
    def added(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == FOUND:
            record_authentication(request, request.user, stepup.SECOND_FACTOR, type=factor)
        return response

    return own(added, Happened.FACTOR_ADDED)


def with_password(view: Callable[..., Any]) -> View:
    """Return this page for those who have a password; others sign in at their provider."""

    @wraps(view)
    def checked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_usable_password():
            raise Http404
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    return checked


def leaving(view: Callable[..., Any]) -> View:
    """Return the sign-out page: the deed is audited and the browser asked to forget."""

    @wraps(view)
    def left(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        response: HttpResponse = view(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
            if user.is_authenticated:
                audit.record(verb=Happened.SIGNED_OUT, subject=user)
        return response

    return open_to_all(left)


def confirming(view: Callable[..., Any]) -> View:
    """Return a page that confirms who is there; the session then gets a new name."""

    @wraps(view)
    def renamed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = request.session.session_key
        response: HttpResponse = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == FOUND:
            request.session.cycle_key()
            sessions.follow_session(before, to=request.session.session_key)
        return response

    return own(renamed, deed=Happened.IDENTITY_CONFIRMED)


def _confirm_first(request: SignedInRequest) -> HttpResponse:
    ways = get_adapter().get_reauthentication_methods(request.user)
    way = ways[0]["url"] if ways else reverse("account_login")
    return redirect(f"{way}?{urlencode({'next': request.path})}")


def _says_invalid(view: Callable[..., Any]) -> View:
    """Answer a form that is shown again with 422, as every page here does."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = INVALID
        return response

    return answered
