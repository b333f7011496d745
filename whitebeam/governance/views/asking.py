"""One question page for every deed of those who keep groups."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.governance import policy
from whitebeam.governance.presenters.questions import drawn
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question page, and where it leads back to."""

    heading: str
    go: str
    done: str
    back: str
    lead: str = ""


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to whoever works at a partner agency; for a guest it is not there."""

    @wraps(view)
    def guarded(request: SignedInRequest, **named: Any) -> HttpResponse:
        if not policy.works_here(request.user):
            raise Http404
        return view(request, **named)

    return signed_in(require_GET(guarded), purpose=Purpose.MEETING)


def ask(
    request: SignedInRequest, form: forms.Form, asked: Asked, act: Callable[..., object]
) -> HttpResponse:
    """Show the question, or do the deed with what was typed and go back."""
    if form.is_valid():
        try:
            act(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, asked.done)
            return redirect(asked.back)
    context = {"form": form, "asked": asked, "fields": drawn(form)}
    status = 422 if form.errors else 200
    return render(request, "governance/ask.html", context, status=status)


def typed(request: SignedInRequest) -> Any:
    """Return what was sent, or nothing while the page is only opened."""
    return request.POST if request.method == "POST" else None
