"""The person who causes harm, named once: other cases of theirs, linked and unlinked."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.cases import WordsForm
from whitebeam.marac.models import Case
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.harming import HarmElsewhere
from whitebeam.marac.queries import cases
from whitebeam.marac.queries import harming as queries
from whitebeam.marac.services import joining
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

RUNNING = needs(Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC, purpose=Purpose.MEETING)
COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])
WHY_SAME = {
    "ask": "Why are they the same person?",
    "missing": "Enter why they are the same person",
    "hint": "Say nothing of who is harmed in either case.",
}
WHY_NOT = {
    "ask": "Why are they not the same person?",
    "missing": "Enter why they are not the same person",
}


@RUNNING
@require_GET
def elsewhere(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    user, now = request.user, timezone.now()
    run = policy.visible_to(user, *policy.RUNNING)
    case = get_object_or_404(cases.with_panel(run), pk=case_id)
    linked, found = queries.links_of(user, case), queries.not_linked(user, case)
    audit.record_reading(
        verb=Happened.HARM_OPENED,
        subject=case,
        classes=(Class.F1, Class.F10),
        others=[one.case.pk for one in linked] + [one.case.pk for one in found],
    )
    context = {
        "head": CaseHead.of(case, current="marac:harm", now=now),
        "linked": [HarmElsewhere.linked(one, now=now) for one in linked],
        "found": [HarmElsewhere.found(one, now=now) for one in found],
        "coordinates": policy.coordinated_by(user).filter(pk=case.pk).exists(),
        "case_id": case.pk,
    }
    return render(request, "marac/harm/case.html", context)


@COORDINATING
@ASK
def link(
    request: SignedInRequest, case_id: UUID, about_id: UUID, other_about_id: UUID
) -> HttpResponse:
    case = _coordinated(request, case_id)
    found = queries.found_between(request.user, case, about_id, other_about_id)
    if found is None and request.method == "GET":
        raise Http404

    def act(**told: Any) -> None:
        joining.link_cases(about=about_id, other_about=other_about_id, **told)

    heading = f"The same as in {found.case.reference}" if found else "The same person"
    return _ask(request, case, act, WHY_SAME, heading)


@COORDINATING
@ASK
def unlink(request: SignedInRequest, case_id: UUID, link_id: UUID) -> HttpResponse:
    case = _coordinated(request, case_id)
    rows = policy.harm_links_kept_by(request.user)
    standing = get_object_or_404(rows, pk=link_id)
    if case.pk not in {standing.case_id, standing.other_id}:
        raise Http404

    def act(*, case_id: UUID, **told: Any) -> None:
        joining.end_link(link_id, **told)

    return _ask(request, case, act, WHY_NOT, "It is not the same person")


def _ask(
    request: SignedInRequest, case: Case, act: Any, asks: dict[str, str], heading: str
) -> HttpResponse:
    form = WordsForm(typed(request), **asks)
    return ask_and_do(
        *(request, case, form, act), page="harm/why", back="marac:harm", done="Saved.",
        heading=heading,
    )  # fmt: skip


def _coordinated(request: SignedInRequest, case_id: UUID) -> Case:
    return get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
