"""A second factor that is fresh: asked again for what is dangerous, whoever holds the session."""

import time
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from whitebeam.accounts import policy
from whitebeam.accounts.access import SignedInRequest, View
from whitebeam.accounts.models import User
from whitebeam.accounts.services.kept import keep_text
from whitebeam.kernel.context import Acting, acting

MAX_AGE = 600
SECOND_FACTOR = "mfa"
PROVIDER = "provider_second_factor"
DEMONSTRATION = "demonstration"


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


def shown_passkey(request: HttpRequest) -> bool:
    """Return whether this session has shown a passkey, which nobody can be tricked out of.

    Looking round the demonstration with one click counts, for as long as there is one.
    """
    return any(
        record.get("type") == Authenticator.Type.WEBAUTHN
        or (settings.DEMONSTRATION and record["method"] == DEMONSTRATION)
        for record in get_authentication_records(request, request.user)
    )


def ask_for_passkey(request: SignedInRequest) -> HttpResponse:
    """Return the way to show a passkey, or to add the first one."""
    with acting(Acting.user(request.user.pk)), transaction.atomic():
        back = _way_back(request)
    if policy.has_passkey(request.user):
        way = reverse("mfa_reauthenticate_webauthn")
        return HttpResponseRedirect(f"{way}?{urlencode({'next': back})}")
    request.session["after_set_up"] = back
    return HttpResponseRedirect(reverse("mfa_add_webauthn"))


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
    back = urlencode({"next": _way_back(request)})
    return HttpResponseRedirect(f"{reverse(_way(request.user))}?{back}")


def _way_back(request: SignedInRequest) -> str:
    """Return where to go on afterwards; what a form brought is kept for then."""
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
    return back


def _way(user: User) -> str:
    if policy.has_passkey(user):
        return "mfa_reauthenticate_webauthn"
    return "mfa_reauthenticate" if policy.factors_of(user).exists() else "mfa_index"


def _since(request: HttpRequest, methods: set[str] | None) -> float:
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if not methods or record["method"] in methods]
    return time.time() - max(moments) if moments else float("inf")
