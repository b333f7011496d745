"""The research of a case and of a list: what came, what is owed, what the coordinator does."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.forms.asking import AskAnotherForm, EmergencyForm
from whitebeam.marac.models import Case
from whitebeam.marac.presenters import papers
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.research import DO_NOT_CONTACT
from whitebeam.marac.queries import asking as queries
from whitebeam.marac.queries import cases, research
from whitebeam.marac.queries.checking import needs_counter_check
from whitebeam.marac.services import asking
from whitebeam.marac.views.case import READING
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

CLASSES = (Class.F2, Class.F6, Class.F9, Class.F10)
COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)


@needs(*READING, purpose=Purpose.MEETING)
@require_GET
def case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    one = get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)
    audit.record_reading(verb=Researched.CASE_OPENED, subject=one, classes=CLASSES)
    now = timezone.now()
    coordinates = policy.coordinated_by(request.user).filter(pk=one.pk).exists()
    context = {
        "head": CaseHead.of(one, current="marac:case_research", now=now),
        "answers": _answers(request, one),
        "warning": DO_NOT_CONTACT,
        "case_id": one.pk,
        "coordinates": coordinates,
        "may_open": coordinates and papers.may_be_asked(one),
        "is_open": one.state == Case.State.RESEARCH_OPEN,
        "begins": one.state not in asking.BEFORE_HEARING,
    }
    return render(request, "marac/research/case.html", context)


def _answers(request: SignedInRequest, case: Case) -> list[papers.AgencyAnswer]:
    now, names = timezone.now(), papers.names_of(cases.people_of(request.user, case))
    items = research.shared_in(request.user, case)
    lines, withheld = research.lines_of(items), queries.withheld_in(case)
    facts = [papers.Fact.of(item, names=names, lines=lines, now=now) for item in items]
    return [
        papers.AgencyAnswer.of(
            asked, facts=facts, names=names, withheld=withheld.get(asked.agency_id, 0), now=now
        )
        for asked in research.answers_in(request.user, case)
    ]


@COORDINATING
@require_http_methods(["GET", "POST"])
def open_research(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    def act(**typed: Any) -> None:
        opened = asking.open_research(case_id, by=request.user, at=timezone.now(), **typed)
        messages.success(request, papers.said_of(opened.asked, opened.again, opened.told))
        if opened.uncovered:
            names = ", ".join(opened.uncovered)
            messages.warning(request, f"Not asked, for no agreement covers them now: {names}.")

    return _ask(request, case_id, EmergencyForm(_sent(request)), act, "open")


@COORDINATING
@require_http_methods(["GET", "POST"])
def ask_another(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    form = AskAnotherForm(_sent(request), agencies=queries.agencies_to_ask(case))

    def act(**typed: Any) -> None:
        asking.ask_another(case_id, by=request.user, at=timezone.now(), **typed)
        messages.success(request, f"{typed['agency'].name} is asked.")

    return _ask(request, case_id, form, act, "another")


@COORDINATING
@require_POST
def close(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    try:
        asking.close_research(case_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Research is closed. Answers that still come count as late.")
    return redirect("marac:case_research", case_id)


@COORDINATING
@require_POST
def open_list(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_object_or_404(policy.meetings_run_by(request.user), pk=meeting_id)
    opened, refused = asking.open_list(meeting.pk, by=request.user, at=timezone.now())
    messages.success(
        request, papers.said_of(opened.asked, opened.again, opened.told, kept="Requests sent: ")
    )
    if opened.uncovered:
        names = ", ".join(opened.uncovered)
        messages.warning(request, f"Not asked, for no agreement covers them now: {names}.")
    if refused:
        cases_named = ", ".join(refused)
        messages.warning(request, f"Open these one by one, to see why not: {cases_named}.")
    return redirect("marac:meeting_research", meeting.pk)


@COORDINATING
@require_GET
def responses(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_object_or_404(policy.meetings_run_by(request.user), pk=meeting_id)
    now = timezone.now()
    rows = queries.responses_of(request.user, meeting, at=now)
    audit.record_reading(verb=Researched.WAITING_OPENED, subject=meeting, classes=(Class.F1,))
    context = {
        "rows": [papers.ResponseRow.of(row) for row in rows],
        "owing": sum(bool(row.waiting) for row in rows),
        "heading": papers.meeting_title(meeting, now=now),
        "due": papers.due_of(meeting, now=now),
        "meeting_id": meeting.pk,
        "unasked": len(queries.listed_unasked(request.user, meeting.pk)),
    }
    return render(request, "marac/research/responses.html", context)


def _ask(
    request: SignedInRequest, case_id: UUID, form: Any, act: Callable[..., None], page: str
) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    if form.is_valid():
        try:
            act(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("marac:case_research", case_id)
    check_first = case.pk if needs_counter_check(case) else ""
    context = {"form": form, "case_id": case.pk, "reference": case.reference,
               "check_first": check_first}  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, f"marac/research/{page}.html", context, status=status)


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None
