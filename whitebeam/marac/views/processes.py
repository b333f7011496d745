"""Other processes at work beside a case: named, confirmed, ended."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
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
from whitebeam.marac.forms.cases import WordsForm
from whitebeam.marac.forms.processes import ProcessForm
from whitebeam.marac.models import ProcessLink
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.processes import shown
from whitebeam.marac.queries import cases
from whitebeam.marac.queries import processes as queries
from whitebeam.marac.services import linking
from whitebeam.marac.services.linking import NewProcess
from whitebeam.marac.views.case import READING
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs

WORKING = needs(*READING, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])


@WORKING
@require_GET
def of_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)
    audit.record_reading(verb=Researched.CASE_OPENED, subject=case, classes=(Class.F6, Class.F10))
    now, user = timezone.now(), request.user
    head = CaseHead.of(case, current="marac:processes", now=now)
    context = {
        "head": head,
        "processes": shown(queries.of_case(user, case), now=now),
        "kept": {str(pk) for pk in queries.kept_by(user, case)},
        "may_name": head.is_open and queries.agencies_to_name(user, case).exists(),
        "case_id": case.pk,
    }
    return render(request, "marac/processes/case.html", context)


@WORKING
@ASK
def name(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case, user = get_object_or_404(policy.worked_by(request.user), pk=case_id), request.user
    audit.record_reading(verb=Researched.CASE_OPENED, subject=case, classes=(Class.F2,))
    form = ProcessForm(
        typed(request),
        people=queries.people_to_name(user, case),
        agencies=queries.agencies_to_name(user, case),
        initial={"once_key": uuid4()},
    )

    def act(**_: object) -> None:
        new = NewProcess(**form.cleaned_data)
        linking.name_process(case.pk, new, by=user, at=timezone.now())

    return ask_and_do(
        *(request, case, form, act), page="processes/name", back="marac:processes",
        done="It is named. Ask them to the meeting: one plan, not two.",
    )  # fmt: skip


@WORKING
@require_POST
def confirm(request: SignedInRequest, process_id: UUID) -> HttpResponse:
    one = _kept(request, process_id)
    try:
        linking.confirm_process(one.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Confirmed: it still stands.")
    return redirect("marac:processes", one.case_id)


@WORKING
@ASK
def end(request: SignedInRequest, process_id: UUID) -> HttpResponse:
    one = _kept(request, process_id)
    form = WordsForm(
        typed(request),
        ask="Why does it stand no more?",
        missing="Enter why it stands no more",
        hint="It ended, or was wrong. What was shared before keeps its line in the ledger.",
    )

    def act(*, words: str, **_: object) -> None:
        linking.end_process(one.pk, words=words, by=request.user, at=timezone.now())

    return ask_and_do(
        *(request, one.case, form, act), page="processes/end", back="marac:processes",
        done="It is ended.",
    )  # fmt: skip


def _kept(request: SignedInRequest, process_id: UUID) -> ProcessLink:
    one = queries.one_kept_by(request.user, process_id)
    if one is None:
        raise Http404
    return one
