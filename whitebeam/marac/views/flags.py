"""What an agency's files should carry for a year, and no longer."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.flags import FlagRow
from whitebeam.marac.queries import cases
from whitebeam.marac.queries import flags as queries
from whitebeam.marac.services import flagging
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

FLAGGING = needs(
    Duty.RESEARCH_MARAC, Duty.SUPPORT_VICTIMS, Duty.CHAIR_MARAC, purpose=Purpose.MEETING
)
COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)


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
    rows = [FlagRow.of(flag, on=day, people=False) for flag in queries.flags_on(case)]
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
