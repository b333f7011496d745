"""The coordinator takes a case on another way, or on without the referrer's answer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.forms.cases import WayForm, WordsForm
from whitebeam.marac.models import Pathway
from whitebeam.marac.queries import calendar, cases
from whitebeam.marac.services import screening
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

ASK = require_http_methods(["GET", "POST"])


@needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
@ASK
def change_way(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.coordinated_by(request.user)), pk=case_id)
    ways = calendar.pathways().exclude(kind=Pathway.Kind.TRIAGE_ONLY)
    form = WayForm(
        typed(request),
        pathways=ways.exclude(pk=case.pathway_id or case.pk),
        ask="Why does it take another way?",
        missing="Enter why it takes another way",
    )
    now = case.pathway.name if case.pathway else "none yet"
    done = "It takes another way"
    return ask_and_do(request, case, form, screening.change_way, page="way", done=done, now=now)


@needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
@ASK
def go_on(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    ask = "What did you learn, or why does it go on without the answer?"
    form = WordsForm(
        typed(request),
        ask=ask,
        missing="Enter what you learned, or why it goes on without the answer",
        hint="It stays in the history of the case. The referrer is told that it goes on.",
    )
    return ask_and_do(
        request,
        case,
        form,
        screening.go_on_without_answer,
        page="words",
        done="The case waits for screening. The referrer is told.",
        heading=ask,
    )
