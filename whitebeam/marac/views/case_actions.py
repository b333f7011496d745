"""The actions of one case, and what was left open from the last meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.live import ActionForm
from whitebeam.marac.models import Case, Meeting
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.meeting import MeetingHead
from whitebeam.marac.queries import case_actions, cases, live, meetings
from whitebeam.marac.services import acting
from whitebeam.marac.views.case import READING
from whitebeam.marac.views.sitting import SITTING, seated
from whitebeam.partners.access import needs


@needs(*READING, purpose=Purpose.MEETING)
@require_GET
def listed(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = _case(request, case_id)
    audit.record_reading(verb=Happened.OPENED, subject=case, classes=(Class.F6,))
    now = timezone.now()
    links = case_actions.of_case(request.user, case)
    before = [link for link in links if link.is_before_meeting]
    after = [link for link in links if not link.is_before_meeting]
    on = now.astimezone(LONDON).date()
    context = {
        "head": CaseHead.of(case, current="marac:case_actions", now=now),
        "before": case_actions.rows(before, reader=request.user, on=on),
        "after": case_actions.rows(after, reader=request.user, on=on),
    }
    return render(request, "marac/case_actions.html", context)


@needs(*READING, purpose=Purpose.MEETING)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = _case(request, case_id)
    form = _form(request, case)
    if form.is_valid():
        given = dict(form.cleaned_data)
        due = acting.due_after(given.pop("days"), at=timezone.now())
        raised = acting.NewCaseAction(due_date=due, **given)
        try:
            acting.propose_case_action(
                case_id=case.pk, new=raised, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The action is raised")
            return redirect("marac:case_actions", case.pk)
    context = {"form": form, "case_id": case.pk, "reference": case.reference}
    status = 422 if form.errors else 200
    return render(request, "marac/case_action_new.html", context, status=status)


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
@seated
def last_time(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    now = timezone.now()
    links = case_actions.not_completed(request.user, meeting)
    audit.record_reading(
        verb=Happened.LIST_OPENED,
        subject=meeting,
        classes=(Class.F6,),
        cases=sorted({link.case_id for link in links}),
    )
    on = now.astimezone(LONDON).date()
    context = {
        "head": MeetingHead.of(meeting, current="marac:meeting", now=now),
        "rows": case_actions.rows(links, reader=request.user, on=on),
    }
    return render(request, "marac/meeting/last_time.html", context)


def _case(request: SignedInRequest, case_id: UUID) -> Case:
    found = cases.with_panel(policy.worked_by(request.user))
    return get_object_or_404(found.select_related("panel__coordinated_by"), pk=case_id)


def _form(request: SignedInRequest, case: Case) -> ActionForm:
    return ActionForm(
        request.POST if request.method == "POST" else None,
        agencies=live.agencies_of(request.user, case),
        days=meetings.action_days(),
        on=timezone.now().astimezone(LONDON).date(),
        initial={"once_key": live.new_key()},
    )
