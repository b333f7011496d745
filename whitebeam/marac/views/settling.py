"""Settling a case before its meeting, reading a sample again, calling professionals together."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
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
from whitebeam.marac.forms.settling import AgencyForm, DecisionForm, ProposalForm, ReadingForm
from whitebeam.marac.models import Case, EarlySettlement
from whitebeam.marac.presenters import settling as words
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.queries import cases
from whitebeam.marac.queries import settling as queries
from whitebeam.marac.queries.checking import needs_counter_check
from whitebeam.marac.services import calling, settling
from whitebeam.marac.views.case import READING
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

WORKING = needs(*READING, purpose=Purpose.MEETING)
COUNTING = needs(Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC, purpose=Purpose.SUPERVISION)
ASK = require_http_methods(["GET", "POST"])


@WORKING
@require_GET
def settle(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = _worked(request, case_id)
    audit.record_reading(verb=Researched.CASE_OPENED, subject=case, classes=(Class.F6,))
    now, user = timezone.now(), request.user
    found = queries.settlements_of(case)
    shown = [words.Settlement.of(one, reader=user.pk, now=now) for one in found]
    context = {
        "head": CaseHead.of(case, current="marac:settle", now=now),
        "settlements": shown,
        "may_propose": settling.may_be_proposed(case) and not any(one.is_open for one in shown),
        "speaks": policy.advocated_by(user).filter(pk=case.pk).exists(),
        "coordinates": policy.coordinated_by(user).filter(pk=case.pk).exists(),
        "silent": (silent := queries.not_answered(user, case)),
        "asks_why": bool(silent) or not queries.has_action(user, case),
        "case_id": case.pk,
        "check_first": case.pk if needs_counter_check(case) else "",
    }
    return render(request, "marac/settling/case.html", context)


@WORKING
@ASK
def propose(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = _worked(request, case_id)
    form = ProposalForm(_sent(request), agencies=policy.agencies_in(request.user, case))

    def act() -> None:
        settling.propose(case.pk, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _do(request, case, form, act, "propose", "It is proposed. A second agency must agree.")


@WORKING
@ASK
def second(request: SignedInRequest, settlement_id: UUID) -> HttpResponse:
    one = _open(request, settlement_id)
    case = _worked(request, one.case_id)
    form = AgencyForm(_sent(request), agencies=policy.agencies_in(request.user, case))

    def act() -> None:
        settling.second(one.pk, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _do(request, case, form, act, "second", "Your agency agrees.")


@WORKING
@require_POST
def agree(request: SignedInRequest, settlement_id: UUID) -> HttpResponse:
    return _press(request, settlement_id, settling.agree_as_adviser, "You agreed for her.")


@WORKING
@ASK
def decide(request: SignedInRequest, settlement_id: UUID) -> HttpResponse:
    one = _open(request, settlement_id)
    case, user = _worked(request, one.case_id), request.user
    form = DecisionForm(
        _sent(request),
        silent=queries.not_answered(user, case),
        is_planned=queries.has_action(user, case),
    )

    def act() -> None:
        settling.decide(one.pk, by=user, at=timezone.now(), **form.cleaned_data)

    return _do(request, case, form, act, "decide", "The case is settled.", one.reason)


@WORKING
@require_POST
def withdraw(request: SignedInRequest, settlement_id: UUID) -> HttpResponse:
    return _press(request, settlement_id, settling.withdraw, "The proposal is taken back.")


@WORKING
@ASK
def call(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = _worked(request, case_id)
    if request.method == "POST":
        try:
            meeting = calling.call_professionals(case.pk, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("marac:case", case.pk)
        messages.success(request, "The meeting is open. Accept the statement, then begin.")
        return redirect(words.meeting_address(meeting.pk) or f"/marac/cases/{case.pk}/")
    context = {
        "case_id": case.pk,
        "reference": case.reference,
        "what": words.what_it_will_be(case, hears=calling.is_its_hearing(case, by=request.user)),
    }
    return render(request, "marac/settling/call.html", context)


@COUNTING
@require_GET
def settled(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    waiting = queries.to_read_again(request.user)
    audit.record_reading(verb=Researched.CASE_OPENED, classes=(Class.F1,))
    context = {
        "waiting": [words.ToRead.of(one, now=now) for one in waiting],
        "rows": [words.SavedRow.of(one) for one in queries.saved_since(words.a_year_before(now))],
    }
    return render(request, "marac/settling/list.html", context)


@COUNTING
@ASK
def read_again(request: SignedInRequest, settlement_id: UUID) -> HttpResponse:
    one = queries.settled_read_by(request.user, settlement_id)
    if one is None:
        raise Http404
    audit.record_reading(verb=Researched.CASE_OPENED, subject=one.case, classes=(Class.F6,))
    form = ReadingForm(_sent(request))

    def act() -> None:
        sound, found = form.cleaned_data["is_sound"] == "yes", form.cleaned_data["words"]
        at = timezone.now()
        settling.read_again(one.pk, is_sound=sound, words=found, by=request.user, at=at)

    return _do(request, one.case, form, act, "read_again", "Your reading is recorded.", one.reason)


def _do(
    request: SignedInRequest,
    case: Case,
    form: Form,
    act: Callable[[], None],
    page: str,
    done: str,
    reason: object = "",
) -> HttpResponse:
    """Show the question, or do the deed and go back to how the case is settled."""
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("marac:settle", case.pk)
    context = {"form": form, "case_id": case.pk, "reference": case.reference, "reason": str(reason)}
    status = 422 if form.errors else 200
    return render(request, f"marac/settling/{page}.html", context, status=status)


def _press(
    request: SignedInRequest, settlement_id: UUID, deed: Callable[..., object], done: str
) -> HttpResponse:
    one = _open(request, settlement_id)
    try:
        deed(one.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("marac:settle", one.case_id)


def _worked(request: SignedInRequest, case_id: UUID) -> Case:
    return get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)


def _open(request: SignedInRequest, settlement_id: UUID) -> EarlySettlement:
    return get_object_or_404(policy.settlements_seen_by(request.user), pk=settlement_id)


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None
