"""The duty that opens a page, and the purpose under which its records are read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from whitebeam.accounts.access import View
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy
from whitebeam.partners.models import Duty


def needs(*duties: Duty, purpose: Purpose = Purpose.SUPPORT) -> Callable[[View], View]:
    """Open this page to users who have one of these duties now, at an agency that is active."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not policy.has_duty(request.user, *duties):
                return render(request, "403.html", status=403)
            return view(request, *args, **kwargs)

        guarded.access = duties  # type: ignore[attr-defined]  # read by the guard test
        guarded.purpose = purpose  # type: ignore[attr-defined]  # read by ActInTransaction
        return guarded

    return decorate
