"""Known already? A fragment of candidates for whatever form a person is being typed into.

The form is posted as it stands. Facts are read from the fields known_as (or given and family),
date_of_birth_day, _month, _year and _age, postcode and phone; a form with other names says so in
the address: ?name=child_name&born=child_date_of_birth. These are names of fields, never values.
"""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.forms.finding import FieldNames, known_from
from whitebeam.people.presenters.rows import CandidateCard
from whitebeam.people.queries.known import candidates
from whitebeam.people.rules.known import Known

SHOWN = (Class.F2, Class.F3)


@needs(Duty.REFER, Duty.SHORT_REFERRAL, *policy.READING)
@require_POST
def fragment(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    known = known_from(request.POST, names=FieldNames.of(request.GET), on=on)
    cards = cards_of(request.user, known, on=on, secret=settings.KEYRING.match_key)
    return render(request, "people/known.html", {"cards": cards})


def cards_of(
    user: User, known: Known, *, on: date, secret: bytes, except_for: UUID | None = None
) -> list[CandidateCard]:
    """Find who is like this, and record of each that the worker saw her."""
    found = candidates(user, known, secret=secret, except_for=except_for)
    for one in found:
        audit.record_reading(verb=Happened.PEOPLE_SEARCHED, subject=one.person, classes=SHOWN)
    is_open = has_duty(user, *policy.OPENING)
    return [CandidateCard.of(one, on=on, is_open=is_open) for one in found]
