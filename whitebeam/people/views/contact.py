"""How she may be reached: what she says of each way, the numbers, what she needs to be heard."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.partners.access import needs
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.forms.contact import ContactPointForm, NeedForm, SafeContactForm
from whitebeam.people.models import SafeContact
from whitebeam.people.queries.contact import safe_contact_of
from whitebeam.people.services import reaching
from whitebeam.people.services.safe_contact import confirm_safe_contact, set_safe_contact
from whitebeam.people.views.one_person import agency_of, ask, do, keepable, typed


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def safe_contact(request: SignedInRequest, person_id: UUID, channel: str) -> HttpResponse:
    person, asked = keepable(request, person_id), SafeContact.Channel(channel)
    audit.record_reading(verb=Happened.PERSON_OPENED, subject=person, classes=(Class.F5,))
    form = SafeContactForm(typed(request), initial=safe_contact_of(person, asked))
    agency = agency_of(request, person)
    return ask(
        request,
        person,
        form,
        lambda told: set_safe_contact(
            person, said=form.fact(asked), agency=agency, by=request.user, at=timezone.now()
        ),
        template="safe_contact",
        done="Safe contact is recorded",
        channel=asked.label,
    )


@needs(*policy.KEEPING)
@require_POST
def confirm(request: SignedInRequest, person_id: UUID, channel: str) -> HttpResponse:
    person, at = keepable(request, person_id), timezone.now()
    agency = agency_of(request, person)
    return do(
        request,
        person,
        lambda: confirm_safe_contact(
            person, channel=SafeContact.Channel(channel), agency=agency, by=request.user, at=at
        ),
        done="Confirmed: it holds for another time",
    )


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def add_need(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person, form = keepable(request, person_id), NeedForm(typed(request))
    return ask(
        request,
        person,
        form,
        lambda told: reaching.add_need(person, told=form.fact(), by=request.user),
        template="need",
        done="The need is recorded",
    )


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def add_contact_point(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person = keepable(request, person_id)
    return ask(
        request,
        person,
        ContactPointForm(typed(request)),
        lambda told: reaching.add_contact_point(person, by=request.user, at=timezone.now(), **told),
        template="contact_point",
        done="It is recorded. Having it is no leave to use it.",
    )
