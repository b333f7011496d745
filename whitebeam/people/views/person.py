"""One person's page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.forms.contact import ReasonForm
from whitebeam.people.presenters.file import PersonPage
from whitebeam.people.queries.file import file_of
from whitebeam.people.views.ending import ENDINGS
from whitebeam.people.views.one_person import do, keepable, openable

CLASSES = (Class.F1, Class.F2, Class.F3, Class.F5, Class.F6, Class.F7)


@needs(*policy.OPENING)
@require_GET
def show(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person, now = openable(request, person_id), timezone.now()
    audit.record_reading(verb=Happened.PERSON_OPENED, subject=person, classes=CLASSES)
    file = file_of(person, user=request.user, on=timezone.localdate(now))
    page = PersonPage.of(file, now=now)
    opens_risk = has_duty(request.user, Duty.ASSESS_RISK, Duty.REFER_TO_MARAC, *policy.KEEPING)
    context = {"page": page, "reason_form": ReasonForm(), "opens_risk": opens_risk}
    return render(request, "people/person.html", context)


@needs(*policy.KEEPING)
@require_POST
def end(request: SignedInRequest, person_id: UUID, what: str, row_id: UUID) -> HttpResponse:
    person, ending = keepable(request, person_id), ENDINGS[what]
    at = timezone.now()
    return do(
        request,
        person,
        lambda: ending.act(person, row_id, request.user, at),
        done=ending.done,
    )
