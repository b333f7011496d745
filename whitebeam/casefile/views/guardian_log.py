"""Who saw what, and why: for the guardian of an agency's records."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.audit.events import Happened
from whitebeam.audit.queries.guardians import Page, entries_for_person, entries_for_user
from whitebeam.casefile.presenters.guardian_log import LogRow, WorkerRow
from whitebeam.casefile.queries import guardian_log as queries
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty


@needs(Duty.GUARD_RECORDS, purpose=Purpose.SUPERVISION)
@require_safe
def workers(request: SignedInRequest) -> HttpResponse:
    rows = [WorkerRow.of(each) for each in queries.workers_guarded(request.user)]
    return render(request, "casefile/guardian_workers.html", {"rows": rows})


@needs(Duty.GUARD_RECORDS, purpose=Purpose.SUPERVISION)
@require_safe
def of_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    page = _page(request, entries_for_person, person_id)
    audit.record_reading(verb=Happened.LOG_READ, person_id=person_id, classes=(Class.F14,))
    return _shown(request, page, heading="Who saw and changed this person's record")


@needs(Duty.GUARD_RECORDS, purpose=Purpose.SUPERVISION)
@require_safe
def of_user(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    page = _page(request, entries_for_user, user_id)
    audit.record_reading(verb=Happened.LOG_READ, classes=(Class.F14,), user_id=user_id)
    return _shown(request, page, heading="What this worker saw and did")


def _page(request: SignedInRequest, entries: Callable[..., Page], about: UUID) -> Page:
    before = request.GET.get("before", "")
    if before and not before.isdecimal():
        raise Http404
    guarded = queries.agencies_guarded(request.user).values_list("pk", flat=True)
    return entries(about, agencies=list(guarded), before=int(before) if before else None)


def _shown(request: SignedInRequest, page: Page, *, heading: str) -> HttpResponse:
    names = queries.names_beside(page.entries)
    older = f"?before={page.older_than}" if page.older_than else ""
    context = {
        "heading": heading,
        "rows": [LogRow.of(entry, names=names) for entry in page.entries],
        "pages": {"previous": "", "next": older},
    }
    return render(request, "casefile/guardian_log.html", context)
