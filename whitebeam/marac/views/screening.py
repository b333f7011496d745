"""The coordinator's work: what waits, and what screening decides."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.cases import (
    AcceptForm,
    AdviserForm,
    EventForm,
    NotMetForm,
    ServiceForm,
    WordsForm,
)
from whitebeam.marac.forms.screening import SettleNowForm
from whitebeam.marac.models import Case, Participant, Pathway
from whitebeam.marac.presenters.assessed import Risk
from whitebeam.marac.presenters.repeats import RepeatShown, choices
from whitebeam.marac.presenters.residence import Residence
from whitebeam.marac.presenters.work import Row, stages
from whitebeam.marac.queries import calendar, cases, earlier, lists, meetings, packing
from whitebeam.marac.queries.checking import needs_counter_check
from whitebeam.marac.services import closing, repeating, screening, settling_now, speaking
from whitebeam.marac.services.acting import NewCaseAction, due_after
from whitebeam.marac.services.settling_now import SettledNow
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
    evidence = earlier.evidence_of(request.user, case)
    form = _accept_form(request, case, evidence)
    return ask_and_do(
        request,
        case,
        form,
        screening.accept,
        page="accept",
        done="You accepted the case",
        evidence=RepeatShown.to_decide(case, evidence),
        check_first=case.pk if needs_counter_check(case) else "",
        risk=Risk.of(case),
        residence=Residence.of(case, calendar.panel_of_home(case)),
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def settle_now(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.coordinated_by(request.user)), pk=case_id)
    way = get_object_or_404(calendar.pathways(), kind=Pathway.Kind.TRIAGE_ONLY)
    evidence = earlier.evidence_of(request.user, case)
    form = _settle_now_form(request, case, evidence)

    def act(*, case_id: UUID, by: User, at: datetime, **said: Any) -> None:
        settling_now.settle_now(case_id, _said_now(said, at=at), way=way, by=by, at=at)

    return ask_and_do(
        request,
        case,
        form,
        act,
        page="settle_now",
        done="The case is settled. Her adviser is asked to tell her.",
        evidence=RepeatShown.to_decide(case, evidence),
        check_first=case.pk if needs_counter_check(case) else "",
    )


def _settle_now_form(
    request: SignedInRequest, case: Case, evidence: earlier.Evidence
) -> SettleNowForm:
    found = evidence.worked_out
    return SettleNowForm(
        typed(request),
        pathways=calendar.pathways(),
        earlier=earlier.earlier_cases(request.user, case),
        words=dict(choices(evidence)),
        services=calendar.services_speaking(case),
        agencies=calendar.agencies_of_panel(case),
        days=meetings.action_days(),
        on=timezone.localdate(timezone=LONDON),
        initial={
            "once_key": uuid4(),
            "repeat_of": found.pk if found else None,
            "idva_agency": case.idva_agency_id,
        },
    )


def _said_now(said: dict[str, Any], *, at: datetime) -> SettledNow:
    action = NewCaseAction(
        text=said["text"],
        agency=said["agency"],
        due_date=due_after(said["days"], at=at),
        once_key=said["once_key"],
        rationale=said["reason"],
    )
    return SettledNow(
        said["reason"], action, said["idva_agency"], said["repeat_of"], said["repeat_why"]
    )


def _accept_form(request: SignedInRequest, case: Case, evidence: earlier.Evidence) -> AcceptForm:
    found = evidence.worked_out
    # Settling at screening is a deed of its own.
    ways = calendar.pathways().exclude(kind=Pathway.Kind.TRIAGE_ONLY)
    usual = ways.filter(kind="FULL").first()
    return AcceptForm(
        typed(request),
        pathways=ways,
        earlier=earlier.earlier_cases(request.user, case),
        words=dict(choices(evidence)),
        services=calendar.services_speaking(case),
        initial={
            "pathway": usual.pk if usual else None,
            "repeat_of": found.pk if found else None,
            "idva_agency": case.idva_agency_id,
        },
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def event(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.screenable_by(request.user), pk=case_id)
    known = {"kind": case.event_kind, "on": case.event_on}
    return ask_and_do(
        request,
        case,
        EventForm(typed(request), initial=known),
        repeating.record_event,
        page="event",
        done="What happened last is recorded",
        back="marac:accept",
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
        speaking.name_adviser,
        page="adviser",
        done="Her adviser is named",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def service(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.coordinated_by(request.user)), pk=case_id)
    form = ServiceForm(
        typed(request),
        services=calendar.services_speaking(case),
        initial={"service": case.idva_agency_id},
    )
    done = "The service is asked to speak for her"
    return ask_and_do(request, case, form, speaking.ask_service, page="service", done=done)


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
