"""Flags and warning notes."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.partners.access import needs
from whitebeam.people import policy
from whitebeam.people.forms.notes import FlagForm, RenewForm, WarningForm
from whitebeam.people.services import notes
from whitebeam.people.views.one_person import ask, keepable, typed


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def add_flag(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person = keepable(request, person_id)
    return ask(
        request,
        person,
        FlagForm(typed(request)),
        lambda told: notes.raise_flag(person, by=request.user, **told),
        template="flag",
        done="The flag is raised",
    )


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def add_warning(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person = keepable(request, person_id)
    return ask(
        request,
        person,
        WarningForm(typed(request)),
        lambda told: notes.write_warning(person, by=request.user, at=timezone.now(), **told),
        template="warning",
        done="The warning is written",
    )


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def renew_warning(request: SignedInRequest, person_id: UUID, note_id: UUID) -> HttpResponse:
    person = keepable(request, person_id)
    return ask(
        request,
        person,
        RenewForm(typed(request)),
        lambda told: notes.renew_warning(
            person, note_id=note_id, by=request.user, at=timezone.now(), **told
        ),
        template="renew_warning",
        done="The warning is renewed",
    )
