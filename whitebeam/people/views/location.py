"""Where she is, when that must not be known: opened once, for a reason, to who proves it is them.

Nothing here says whether a location is held: the answer for none is that for no right.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.stepup import with_fresh_second_factor
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.people import policy
from whitebeam.people.forms.contact import LocationForm, ReasonForm
from whitebeam.people.services.location import put_location, read_location
from whitebeam.people.views.one_person import agency_of, ask, openable, typed


@needs(Duty.READ_LOCATION, purpose=Purpose.IMMEDIATE_SAFETY)
@require_http_methods(["GET", "POST"])
@with_fresh_second_factor
def show(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person = openable(request, person_id)
    form = ReasonForm(typed(request))
    context = {"form": form, "person_id": person.pk}
    if form.is_valid():
        try:
            opened = read_location(person, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            context |= {"location": opened.text, "viewer": request.user.name}
            context |= {"at": timezone.localtime().strftime("%d %B %Y %H:%M:%S")}
            return render(request, "people/location_shown.html", context)
    return render(request, "people/location.html", context, status=422 if form.errors else 200)


@needs(*policy.PUTTING_LOCATION)
@require_http_methods(["GET", "POST"])
def put(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person = get_object_or_404(
        policy.keepable_by(request.user, *policy.PUTTING_LOCATION), pk=person_id
    )
    agency = agency_of(request, person, *policy.PUTTING_LOCATION)
    return ask(
        request,
        person,
        LocationForm(typed(request)),
        lambda told: put_location(person, text=told["text"], agency=agency, by=request.user),
        template="put_location",
        done="The location is kept, sealed",
    )
