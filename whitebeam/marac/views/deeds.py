"""A question about a case and the deed it leads to: shown, checked, done, and back to the case."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case


def typed(request: SignedInRequest) -> Any:
    """Return what was posted, or nothing where the question is only shown."""
    return request.POST if request.method == "POST" else None


def ask_and_do(
    request: SignedInRequest,
    case: Case,
    form: forms.Form,
    act: Callable[..., object],
    *,
    page: str,
    done: str,
    back: str = "marac:case",
    **shown: Any,
) -> HttpResponse:
    """Show the form, or do the deed and go back; a refusal keeps what was typed."""
    if form.is_valid():
        try:
            act(case_id=case.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(back, case.pk)
    context = {"form": form, "case_id": case.pk, "reference": case.reference, **shown}
    status = 422 if form.errors else 200
    return render(request, f"marac/{page}.html", context, status=status)
