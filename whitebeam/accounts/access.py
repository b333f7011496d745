"""Who may open a page: everyone, or whoever is signed in. `partners.access` asks for a duty."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from whitebeam.accounts.models import User
from whitebeam.kernel.purposes import Purpose

OPEN = "open"
SIGNED_IN = "signed in"
View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request behind `signed_in` or `needs(…)`: it is known who asks. Only for annotations."""

    user: User


def page_name(request: HttpRequest) -> str:
    """Return the name of the page that is asked for, or nothing if there is none."""
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""


def open_to_all(view: View) -> View:
    """Let anybody open this page; a structural test finds every page that says nothing."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    opened.access = OPEN  # type: ignore[attr-defined]  # read by the guard test
    return opened


def signed_in(view: View, *, purpose: Purpose = Purpose.SUPERVISION) -> View:
    """Let every signed-in user open this page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = SIGNED_IN  # type: ignore[attr-defined]  # read by the guard test
    guarded.purpose = purpose  # type: ignore[attr-defined]  # read by ActInTransaction
    return guarded
