"""What every page about one person does: find her by policy, ask, act, and go back to her."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.people import policy
from whitebeam.people.models import Person


def openable(request: SignedInRequest, person_id: UUID) -> Person:
    found = policy.openable_by(request.user).select_related("area")
    return get_object_or_404(found, pk=person_id)


def keepable(request: SignedInRequest, person_id: UUID) -> Person:
    return get_object_or_404(policy.keepable_by(request.user), pk=person_id)


def agency_of(request: SignedInRequest, person: Person, *duties: Duty) -> Agency:
    """Return the agency for which the worker writes about this person."""
    agency = policy.agencies_keeping(request.user, person, *duties).order_by("name").first()
    if agency is None:
        raise Http404
    return agency


def typed(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def ask(
    request: SignedInRequest,
    person: Person,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    template: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show the question, or do the deed and go back to the person."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("people:person", person.pk)
    page = {"form": form, "person_id": person.pk, **context}
    return render(request, f"people/{template}.html", page, status=422 if form.errors else 200)


def do(
    request: SignedInRequest, person: Person, act: Callable[[], object], *, done: str
) -> HttpResponse:
    """Do a deed that needs no question, and go back to the person with its result."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("people:person", person.pk)
