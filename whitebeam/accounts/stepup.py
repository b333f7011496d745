"""A second factor that is fresh: asked again for what is dangerous, whoever holds the session."""

import time
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from whitebeam.accounts.access import SignedInRequest, View
from whitebeam.accounts.models import User
from whitebeam.accounts.services.kept import keep_text

MAX_AGE = 600
SECOND_FACTOR = "mfa"
PROVIDER = "provider_second_factor"


def fresh_second_factor(request: HttpRequest, max_age: int = MAX_AGE) -> bool:
    """Return whether this session has shown a second factor in the last `max_age` seconds."""
    return _since(request, {SECOND_FACTOR, PROVIDER}) < max_age


def signed_in_lately(request: HttpRequest, max_age: int = MAX_AGE) -> bool:
    """Return whether this session has shown anything at all in the last `max_age` seconds."""
    return _since(request, None) < max_age


def provider_vouched(request: HttpRequest, user: User | None) -> bool:
    """Return whether the agency's provider said, in this session, that it asked for a second."""
    records = get_authentication_records(request, user)
    return any(record["method"] == PROVIDER for record in records)


def with_fresh_second_factor(view: View) -> View:
    """Ask for the second factor again before this page, unless it is fresh. What was typed stays.

    Goes inside `needs(…)` or `signed_in`, which find out who it is.
    """

    @wraps(view)
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if fresh_second_factor(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return guarded


def ask_again(request: SignedInRequest) -> HttpResponse:
    """Return the way to the second factor and back to this page."""
    back = request.get_full_path()
    if request.method == "POST" and keep_text(
        request.user,
        address=request.path,
        fields={name: request.POST.getlist(name) for name in request.POST},
        at=timezone.now(),
        was_sent=True,
    ):
        request.session["after_kept"] = back
        back = reverse("account_kept")
    return HttpResponseRedirect(f"{reverse(_way(request.user))}?{urlencode({'next': back})}")


def _way(user: User) -> str:
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if Authenticator.Type.WEBAUTHN in types:
        return "mfa_reauthenticate_webauthn"
    return "mfa_reauthenticate" if types else "mfa_index"


def _since(request: HttpRequest, methods: set[str] | None) -> float:
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if not methods or record["method"] in methods]
    return time.time() - max(moments) if moments else float("inf")
