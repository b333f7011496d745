"""What an agency's files should carry for a year, and no longer."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.forms.flags import FlagToldForm
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.flags import FlagRow
from whitebeam.marac.queries import cases
from whitebeam.marac.queries import flags as queries
from whitebeam.marac.services import flagging
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

FLAGGING = needs(
    Duty.RESEARCH_MARAC, Duty.SUPPORT_VICTIMS, Duty.CHAIR_MARAC, purpose=Purpose.MEETING
)
COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])


@FLAGGING
@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    day, after = timezone.localdate(), request.GET.get("after", "")
    page = queries.to_do(request.user, on=day, after=after)
    ids = [flag.pk for flag in page.rows]
    audit.record_reading(verb=Researched.WAITING_OPENED, classes=(Class.F2,), flags=ids)
    rows = [FlagRow.of(flag, on=day) for flag in page.rows]
    return render(request, "marac/flags/inbox.html", {"rows": rows, "after": page.after})


@FLAGGING
@require_POST
def confirm_set(request: SignedInRequest, flag_id: UUID) -> HttpResponse:
    return _confirm(request, flag_id, flagging.confirm_set, "Your files carry the flag.")


@FLAGGING
@require_POST
def confirm_removed(request: SignedInRequest, flag_id: UUID) -> HttpResponse:
    return _confirm(request, flag_id, flagging.confirm_removed, "The flag is off your files.")


@COORDINATING
@require_GET
def of_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.coordinated_by(request.user)), pk=case_id)
    audit.record_reading(verb=Researched.CASE_OPENED, subject=case, classes=(Class.F1,))
    now, day = timezone.now(), timezone.localdate()
    nobody = queries.with_nobody(case)
    rows = [
        FlagRow.of(flag, on=day, people=False, recorded=nobody) for flag in queries.flags_on(case)
    ]
    context = {
        "head": CaseHead.of(case, current="marac:case_flags", now=now),
        "rows": rows,
        "may_ask": queries.may_be_flagged(case),
        "case_id": case.pk,
    }
    return render(request, "marac/flags/case.html", context)


@COORDINATING
@require_POST
def ask(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    try:
        asked = flagging.ask_to_flag(case_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Asked to flag their files: {asked}.")
    return redirect("marac:case_flags", case_id)


@COORDINATING
@ASK
def record(request: SignedInRequest, case_id: UUID, flag_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    flags = policy.flags_recorded_by(request.user).filter(case=case).select_related("agency")
    flag = get_object_or_404(flags, pk=flag_id)

    def act(*, case_id: UUID, told_by: str, by: User, at: datetime) -> None:
        flagging.record(flag.pk, told_by=told_by, by=by, at=at)

    return ask_and_do(
        request,
        case,
        FlagToldForm(typed(request)),
        act,
        page="flags/record",
        done="It is recorded",
        back="marac:case_flags",
        agency=flag.agency.name,
        is_over=flag.until <= timezone.localdate(),
    )


def _confirm(
    request: SignedInRequest, flag_id: UUID, deed: Callable[..., object], done: str
) -> HttpResponse:
    flag = get_object_or_404(policy.flags_of(request.user), pk=flag_id)
    try:
        deed(flag.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("marac:flags")
