"""One case: its overview and its history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import AgendaItem, Case
from whitebeam.marac.models.states import DECIDED
from whitebeam.marac.presenters.assessed import Risk
from whitebeam.marac.presenters.calling import talks
from whitebeam.marac.presenters.case import Overview, steps
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.deeds import Deed, deeds, what_is_next
from whitebeam.marac.presenters.harming import beside
from whitebeam.marac.presenters.processes import shown
from whitebeam.marac.presenters.reaching import sentence
from whitebeam.marac.presenters.repeats import RepeatShown
from whitebeam.marac.queries import (
    calendar,
    calling,
    cases,
    earlier,
    harming,
    packing,
    processes,
    reaching,
)
from whitebeam.marac.queries.checking import needs_counter_check
from whitebeam.marac.services import speaking
from whitebeam.marac.services.closing_checks import in_the_way
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

READING = (
    Duty.COORDINATE_MARAC,
    Duty.CHAIR_MARAC,
    Duty.RESEARCH_MARAC,
    Duty.SUPPORT_VICTIMS,
)
CLASSES = (Class.F2, Class.F3, Class.F5, Class.F6, Class.F9, Class.F10)


@needs(*READING, purpose=Purpose.MEETING)
@require_GET
def overview(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)
    audit.record_reading(verb=Happened.OPENED, subject=case, classes=CLASSES)
    now, listing = timezone.now(), cases.open_listing(case)
    head = CaseHead.of(case, current="marac:case", now=now)
    before_closing = in_the_way(case) if case.state in DECIDED else ()
    context = {
        "evidence": RepeatShown.decided_on(case, earlier.finding_of(request.user, case)),
        "check_first": case.pk if head.is_open and needs_counter_check(case) else "",
        "head": head,
        "risk": Risk.of(case),
        "next": what_is_next(
            case, before_closing, sent=packing.waiting_of(case), is_listed=listing is not None
        ),
        "deeds": _deeds(request, case, listing, may_close=not before_closing),
        **_beside(request.user, case, now=now),
        "not_reached": sentence(gap) if (gap := reaching.standing(case)) else "",
        "page": Overview.of(
            case,
            people=cases.people_of(request.user, case),
            grounds=cases.grounds_of(case),
            listing=listing,
            now=now,
        ),
    }
    return render(request, "marac/case.html", context)


def _deeds(
    request: SignedInRequest, case: Case, listing: AgendaItem | None, *, may_close: bool
) -> list[Deed]:
    return deeds(
        case,
        cases.capacities_in(request.user, case),
        meeting_pk=str(listing.meeting_id) if listing else "",
        is_spoken_for=speaking.speaks(case),
        may_close=may_close,
        may_settle_now=calendar.settles_at_screening(),
        sent=packing.waiting_of(case),
    )


def _beside(user: User, case: Case, *, now: datetime) -> dict[str, Any]:
    """Return what stands around a case: other processes, other cases of whoever harms, talks."""
    elsewhere = beside(harming.links_of(user, case), harming.not_linked(user, case))
    return {
        "processes": shown(processes.of_case(user, case), now=now),
        "elsewhere": elsewhere,
        "talks": talks(calling.meetings_of(user, case), now=now),
    }


@needs(*READING, purpose=Purpose.MEETING)
@require_GET
def history(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)
    audit.record_reading(verb=Happened.OPENED, subject=case, classes=(Class.F1, Class.F6))
    now = timezone.now()
    context = {
        "head": CaseHead.of(case, current="marac:history", now=now),
        "steps": steps(cases.history_of(case), now=now),
    }
    return render(request, "marac/history.html", context)
