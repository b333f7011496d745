"""Looking an assessment over, signing it, or throwing the draft away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.risk.forms.told import told_in
from whitebeam.risk.models import Assessment
from whitebeam.risk.presenters.checking import CheckPage
from whitebeam.risk.queries.assessments import before
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.queries.settings import notice, patterns
from whitebeam.risk.services.assessing import discard as discard_draft
from whitebeam.risk.services.assessing import done_pages
from whitebeam.risk.services.merging import twins_of
from whitebeam.risk.services.signing import missing, sign
from whitebeam.risk.views.one import draft_of, now, today
from whitebeam.risk.views.writing import pages_of


@needs(Duty.ASSESS_RISK)
@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    held = draft_of(request, assessment_id)
    if request.method == "POST":
        try:
            signed = sign(held.pk, by=request.user, at=now(), on=today())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Signed. It can be read and no longer changed")
            return redirect("risk:assessment", signed.pk)
    reading = reading_of(held, on=today())
    page = CheckPage.of(
        held,
        reading,
        asked=pages_of(reading),
        done=done_pages(held),
        missing=missing(held, reading),
        patterns=patterns(),
        previous=before(request.user, held),
    )
    context = {"page": page, "prompts": reading.prompts, "notice": notice()}
    context["told"] = told_in(held, reading)
    context |= _beside(request, held)
    status = 422 if request.method == "POST" else 200
    return render(request, "risk/check.html", context, status=status)


def _beside(request: SignedInRequest, held: Assessment) -> dict[str, object]:
    """Return the drafts that it may be put together with, and whether colleagues may read it."""
    twins = [(one, one.by_id == request.user.pk) for one in twins_of(held, by=request.user)]
    return {"twins": twins, "is_opened": held.opened_at is not None}


@needs(Duty.ASSESS_RISK)
@require_POST
def discard(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    held = draft_of(request, assessment_id)
    try:
        discard_draft(held.pk, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The draft is thrown away")
    return redirect("risk:person", held.victim_id)
