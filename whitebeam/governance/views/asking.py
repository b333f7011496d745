"""One question page for every deed of those who keep groups."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from whitebeam.accounts.access import SignedInRequest
from whitebeam.governance.presenters.questions import drawn
from whitebeam.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question page, and where it leads back to."""

    heading: str
    go: str
    done: str
    back: str
    lead: str = ""


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
