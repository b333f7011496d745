"""What the pages of figures ask of a request: the moment, the period, whether figures are open."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from whitebeam.indicators import policy
from whitebeam.kernel.clocks import LONDON

View = Callable[..., HttpResponse]


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return timezone.now().astimezone(LONDON).date()


def with_agreement(view: View) -> View:
    """Open a page of released figures only while the reader's agency has an agreement in force."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policy.reads(request.user):  # type: ignore[arg-type]  # signed in: the duty saw to it
            return render(request, "indicators/closed.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def csv_answer(text: str, *, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
