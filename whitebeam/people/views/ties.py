"""Adding who belongs to her, chosen among the people the worker may see."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.partners.access import needs
from whitebeam.people import policy
from whitebeam.people.forms.finding import FieldNames, known_from
from whitebeam.people.forms.ties import HouseholdForm, RelationshipForm
from whitebeam.people.models import Person
from whitebeam.people.services import ties
from whitebeam.people.views.known import cards_of
from whitebeam.people.views.one_person import ask, keepable, typed

FIELDS = FieldNames(name="name")


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def add_relationship(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    return _tie(request, keepable(request, person_id), RelationshipForm, ties.add_relationship)


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def add_to_household(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    return _tie(request, keepable(request, person_id), HouseholdForm, ties.join_household)


def _tie(
    request: SignedInRequest,
    person: Person,
    kind_of_form: type[HouseholdForm],
    act: Callable[..., object],
) -> HttpResponse:
    template = "relationship" if kind_of_form is RelationshipForm else "household"
    if "check_known" in request.POST:
        return _look(request, person, kind_of_form, template)
    form = kind_of_form(typed(request))
    return ask(
        request,
        person,
        form,
        lambda told: act(person, by=request.user, **form.tie()),
        template=template,
        done="They are tied",
        cards=[],
    )


def _look(
    request: SignedInRequest, person: Person, kind_of_form: type[HouseholdForm], template: str
) -> HttpResponse:
    """Show who is known, without scripts; nothing of the form is judged yet."""
    on = timezone.localdate()
    known = known_from(request.POST, names=FIELDS, on=on)
    cards = cards_of(
        request.user, known, on=on, secret=settings.KEYRING.match_key, except_for=person.pk
    )
    form = kind_of_form(initial=request.POST.dict())
    context = {"form": form, "person_id": person.pk, "cards": cards}
    return render(request, f"people/{template}.html", context)
