"""What a page that stays open asks, and what a tool can tell at all.

Words to think of again, and what the answers call for: nothing of it is kept, audited or logged,
for a word that is typed and taken back was never said.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.risk import policy
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.queries.settings import notice, patterns
from whitebeam.risk.rules.language import nudges
from whitebeam.risk.views.one import draft_of, today


@sensitive_post_parameters("text")
@needs(*policy.TELLING)
@require_POST
def words(request: SignedInRequest) -> HttpResponse:
    found = nudges(request.POST.get("text", ""), patterns())
    return render(request, "risk/words.html", {"nudges": found})


@needs(Duty.ASSESS_RISK)
@require_safe
def signs(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    reading = reading_of(draft_of(request, assessment_id), on=today())
    return render(request, "risk/signs.html", {"prompts": reading.prompts})


@needs(*policy.RECEIVING)
@require_safe
def can_tell(request: SignedInRequest) -> HttpResponse:
    return render(request, "risk/can_tell.html", {"notice": notice()})
