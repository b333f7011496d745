"""Reading a signed assessment, and opening it to another agency."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy as partners
from whitebeam.partners.access import needs
from whitebeam.partners.models import Agency, Duty, SharingAgreement
from whitebeam.partners.queries import agencies as every_agency
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.forms.deeds import ShareForm
from whitebeam.risk.forms.told import told_at
from whitebeam.risk.models import Assessment
from whitebeam.risk.presenters.assessment import SignedPage, grid_of, grounds_of, parts_of
from whitebeam.risk.presenters.documents import documents_of
from whitebeam.risk.presenters.reviews import MarkLine
from whitebeam.risk.queries.assessments import before, marks_of, people_of, standing_seen_by
from whitebeam.risk.queries.reading import Reading, reading_of
from whitebeam.risk.queries.settings import notice
from whitebeam.risk.services.sharing import share_with, stop_sharing
from whitebeam.risk.views.one import now, signed_of, today, typed

RISK = Class.F6.name
PURPOSES = (Purpose.SUPPORT, Purpose.MEETING, Purpose.IMMEDIATE_SAFETY)


@needs(*policy.RECEIVING)
@require_safe
def assessment(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    held = signed_of(request, assessment_id)
    audit.record_reading(
        verb=Happened.OPENED, subject=held, person_id=held.victim_id, classes=(Class.F6,)
    )
    previous = before(request.user, held)
    reading = reading_of(held, on=held.signed_at.date() if held.signed_at else today())
    decisions = list(held.decisions.order_by("prompt"))
    grid = reading.tool if reading.tool.kind == "GRID" else reading.grid
    people = people_of(request.user, held)
    context = {
        "page": SignedPage.of(held, people=people, reading=reading, decisions=decisions),
        "person_id": held.victim_id if held.victim_id in people else None,
        "parts": parts_of((reading.tool, *reading.opened), held, previous),
        "grid": grid_of(grid, held, previous),
        "grounds": grounds_of(held.grounds.order_by("ground")),
        "prompts": reading.prompts,
        "previous": previous,
        "notice": notice(),
        "to_marac": _to_marac(request.user, held),
        "documents": documents_of(held),
        "marks": [MarkLine.of(one) for one in marks_of(held)],
        **_own(request, held, reading),
    }
    return render(request, "risk/assessment.html", context)


@needs(*policy.SEEING)
@require_http_methods(["GET", "POST"])
def share(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    held = get_object_or_404(
        policy.shareable_by(request.user).select_related("agency"), pk=assessment_id
    )
    others = {str(one.pk): one for one in every_agency() if one.pk != held.agency_id}
    form = ShareForm(typed(request), agencies=[(pk, one.name) for pk, one in others.items()])
    if form.is_valid():
        receiver = others[form.cleaned_data["agency"]]
        covering = _covering(held, receiver)
        why = form.cleaned_data["why"]
        if covering is None:
            form.add_error("agency", "No agreement in force lets you share risk with this agency")
        else:
            share_with(held, [receiver], covering, why=why, by=request.user, at=now())
            messages.success(request, f"{receiver.name} can read it now")
            return redirect("risk:assessment", held.pk)
    context = {"form": form, "assessment_id": held.pk}
    return render(request, "risk/share.html", context, status=422 if form.errors else 200)


@needs(*policy.SEEING)
@require_POST
def stop(request: SignedInRequest, assessment_id: UUID, share_id: UUID) -> HttpResponse:
    try:
        stop_sharing(share_id, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "They can read it no longer")
    return redirect("risk:assessment", assessment_id)


def _covering(held: Assessment, receiver: Agency) -> SharingAgreement | None:
    for purpose in PURPOSES:
        found = partners.agreements_covering(
            owner=held.agency, receiver=receiver, category=RISK, purpose=purpose
        ).first()
        if found:
            return found
    return None


def _to_marac(user: User, held: Assessment) -> bool:
    """Say whether the user may refer to MARAC with this assessment: one that stands."""
    stands = standing_seen_by(user).filter(pk=held.pk).exists()
    return stands and partners.agencies_where(user, Duty.REFER_TO_MARAC).exists()


def _own(request: SignedInRequest, held: Assessment, reading: Reading) -> dict[str, object]:
    """Return what the assessing agency alone reads: with whom it is shared, how she is reached.

    What was told beside the questions names people, places and numbers that a share does not open.
    """
    if not policy.shareable_by(request.user).filter(pk=held.pk).exists():
        return {"is_own": False, "shares": [], "told": ()}
    return {"is_own": True, "shares": _shares(request, held), "told": told_at(held, reading)}


def _shares(request: SignedInRequest, held: Assessment) -> list[dict[str, object]]:
    rows = policy.shares_of(request.user, held).select_related("agency", "agreement")
    return [
        {"pk": one.pk, "agency": one.agency.name, "agreement": one.agreement.name}
        for one in rows.order_by("agency__name")
    ]
