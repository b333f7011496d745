"""The coordinator's work: what waits, and what screening decides."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.cases import AcceptForm, AdviserForm, NotMetForm, WordsForm
from whitebeam.marac.models import Case, Participant
from whitebeam.marac.presenters.work import RepeatEvidence, Row, stages
from whitebeam.marac.queries import calendar, cases, earlier, lists, packing
from whitebeam.marac.services import closing, screening
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

COORDINATING = (Duty.COORDINATE_MARAC,)
ASK = require_http_methods(["GET", "POST"])
Capacity = Participant.Capacity


@needs(*COORDINATING, purpose=Purpose.MEETING)
@require_GET
def work(request: SignedInRequest) -> HttpResponse:
    now, stage = timezone.now(), request.GET.get("stage", "screening")
    stage = stage if stage in lists.STAGES else "screening"
    page = lists.coordinated(request.user, stage=stage, after=request.GET.get("after", ""))
    audit.record_reading(verb=Happened.LIST_OPENED, classes=(Class.F1, Class.F2), stage=stage)
    context = {
        "rows": [Row.of(case, now=now) for case in page.rows],
        "tabs": stages(lists.counts(request.user), current=stage),
        "arriving": len(packing.arriving(request.user)),
        "late": lists.late_for_screening(request.user, at=now),
        "after": page.after,
        "stage": stage,
    }
    return render(request, "marac/work.html", context)


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def accept(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.coordinated_by(request.user)), pk=case_id)
    evidence = earlier.repeat_of(request.user, case)
    form = _accept_form(request, case, is_repeat=evidence is not None)
    return ask_and_do(
        request,
        case,
        form,
        screening.accept,
        page="accept",
        done="You accepted the case",
        evidence=RepeatEvidence.of(evidence),
        check_first=screening.CHECK_FIRST if cases.needs_counter_check(case) else "",
    )


def _accept_form(request: SignedInRequest, case: Case, *, is_repeat: bool) -> AcceptForm:
    found, ways = earlier.earlier_cases(request.user, case), calendar.pathways()
    usual = ways.filter(kind="FULL").first()
    return AcceptForm(
        typed(request),
        pathways=ways,
        earlier=found,
        services=calendar.services_speaking(case),
        initial={
            "pathway": usual.pk if usual else None,
            "repeat_of": found.first() if is_repeat else None,
            "idva_agency": case.idva_agency_id,
        },
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def ask(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _with_words(
        request,
        case_id,
        screening.return_for_information,
        ask="What do you need to know?",
        missing="Enter what you need to know",
        done="You asked the referrer. The case waits with them.",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def not_met(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    form = NotMetForm(
        typed(request),
        ask="Why are the criteria not met?",
        missing="Enter why the criteria are not met",
        hint="The referrer reads this. Professional judgement alone is a ground.",
    )
    return ask_and_do(
        request,
        case,
        form,
        screening.not_met,
        page="not_met",
        done="The referrer has been told, and may ask for another look",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def withdraw(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _with_words(
        request,
        case_id,
        screening.withdraw,
        ask="Why is the case withdrawn?",
        missing="Enter why the case is withdrawn",
        done="You withdrew the case",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def close(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _with_words(
        request,
        case_id,
        closing.close,
        ask="What should whoever opens this again know?",
        missing="Enter what whoever opens this again should know",
        done="You closed the case",
    )


@needs(*COORDINATING, Duty.SUPPORT_VICTIMS, purpose=Purpose.MEETING)
@ASK
def adviser(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    seen = policy.visible_to(request.user, Capacity.COORDINATOR, Capacity.IDVA)
    case = get_object_or_404(cases.with_panel(seen), pk=case_id)
    workers = cases.advisers_for(case)
    form = AdviserForm(typed(request), workers=workers, initial={"adviser": request.user.pk})
    return ask_and_do(
        request,
        case,
        form,
        screening.name_adviser,
        page="adviser",
        done="Her adviser is named",
    )


def _with_words(
    request: SignedInRequest,
    case_id: UUID,
    act: Callable[..., object],
    *,
    ask: str,
    missing: str,
    done: str,
) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    form = WordsForm(typed(request), ask=ask, missing=missing)
    return ask_and_do(request, case, form, act, page="words", done=done, heading=ask)
