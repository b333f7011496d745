"""Decisions, actions, risks and papers to come."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.actions.queries.one import agencies_to_ask, keeper_for
from whitebeam.actions.services import NewAction
from whitebeam.audit import services as audit
from whitebeam.governance import forms, policy, queries
from whitebeam.governance.events import Happened
from whitebeam.governance.models import Decision
from whitebeam.governance.presenters import logs as presenters
from whitebeam.governance.services import logs as services
from whitebeam.governance.services.logs import NewRisk
from whitebeam.governance.views.asking import Asked, ask, typed
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import has_duty

ASK = require_http_methods(["GET", "POST"])
KEEPS = needs(Duty.KEEP_GROUPS, purpose=Purpose.MEETING)
READS = needs(Duty.KEEP_GROUPS, Duty.SIT_IN_GROUPS, purpose=Purpose.MEETING)


@READS
@require_GET
def decisions(request: SignedInRequest) -> HttpResponse:
    audit.record_reading(verb=Happened.LOG_OPENED, classes=(Class.F6,), log="decisions")
    page = queries.decisions(reader=request.user, after=request.GET.get("after", ""))
    rows = presenters.decision_rows(page.rows, keeps=_keeps(request))
    context = {"rows": rows, "pages": {"next": page.next}}
    return render(request, "governance/decisions.html", context)


@READS
@require_GET
def risks(request: SignedInRequest) -> HttpResponse:
    audit.record_reading(verb=Happened.LOG_OPENED, classes=(Class.F6,), log="risks")
    page = queries.risks(reader=request.user, after=request.GET.get("after", ""))
    rows = presenters.risk_rows(page.rows, on=timezone.localdate(), keeps=_keeps(request))
    context = {"rows": rows, "keeps": _keeps(request), "pages": {"next": page.next}}
    return render(request, "governance/risks.html", context)


@READS
@require_GET
def forward(request: SignedInRequest) -> HttpResponse:
    audit.record_reading(verb=Happened.LOG_OPENED, classes=(Class.F6,), log="forward_plan")
    found, page = queries.planned(reader=request.user, after=request.GET.get("after", ""))
    rows = presenters.path_rows(found, on=timezone.localdate(), keeps=_keeps(request))
    context = {"rows": rows, "keeps": _keeps(request), "pages": {"next": page.next}}
    return render(request, "governance/forward.html", context)


@KEEPS
@ASK
def decide(request: SignedInRequest, item_id: UUID) -> HttpResponse:
    item = get_object_or_404(policy.items_of(request.user), pk=item_id)
    back = reverse("governance:meeting", args=[item.meeting_id])
    asked = Asked("Record a decision", "Record it", "The decision is recorded", back)
    form = forms.DecisionForm(typed(request), offered={})
    return ask(
        request,
        form,
        asked,
        lambda **told: services.decide(item_id=item_id, by=request.user, **told),
    )


@KEEPS
@ASK
def result(request: SignedInRequest, decision_id: UUID) -> HttpResponse:
    get_object_or_404(policy.decisions_of(request.user), pk=decision_id)
    asked = Asked("What came of it", "Keep it", "Kept", reverse("governance:decisions"))
    form = forms.ResultForm(typed(request), offered={})
    on = timezone.localdate()
    return ask(
        request,
        form,
        asked,
        lambda **told: services.keep_result(
            decision_id=decision_id, on=on, by=request.user, **told
        ),
    )


@KEEPS
@ASK
def act(request: SignedInRequest, item_id: UUID) -> HttpResponse:
    item = get_object_or_404(policy.items_of(request.user), pk=item_id)
    made = policy.decisions_of(request.user).filter(item=item)
    offered = {"agency": agencies_to_ask(), "decision": made}
    form = forms.ActionForm(typed(request), offered=offered)
    back = reverse("governance:meeting", args=[item.meeting_id])
    asked = Asked("Agree an action", "Ask the agency", "The agency is asked", back)

    def agree(*, decision: Decision | None, **told: Any) -> object:
        new = _new_action(request, **told)
        at = timezone.now()
        return services.agree_action(
            item_id=item_id, new=new, decision=decision, by=request.user, at=at
        )

    return ask(request, form, asked, agree)


@KEEPS
@ASK
def add_risk(request: SignedInRequest, code: str) -> HttpResponse:
    group = get_object_or_404(queries.groups(), code=code)
    form = forms.RiskForm(typed(request), offered={"owner_agency": agencies_to_ask()})
    asked = Asked("Record a risk", "Record it", "It is on the log", reverse("governance:risks"))
    return ask(
        request,
        form,
        asked,
        lambda **told: services.record_risk(group=group, new=NewRisk(**told), by=request.user),
    )


@KEEPS
@ASK
def review(request: SignedInRequest, risk_id: UUID) -> HttpResponse:
    risk = get_object_or_404(policy.risks_of(request.user), pk=risk_id)
    initial = {"likelihood": risk.likelihood, "impact": risk.impact}
    form = forms.ReviewForm(typed(request), offered={}, initial=initial)
    asked = Asked("Review this risk", "Keep it", "Reviewed", reverse("governance:risks"))
    return ask(
        request,
        form,
        asked,
        lambda **told: services.review_risk(risk_id=risk_id, by=request.user, **told),
    )


@KEEPS
@ASK
def close_risk(request: SignedInRequest, risk_id: UUID) -> HttpResponse:
    get_object_or_404(policy.risks_of(request.user), pk=risk_id)
    form = forms.ResultForm(typed(request), offered={})
    asked = Asked("Close this risk", "Close it", "The risk is closed", reverse("governance:risks"))
    on = timezone.localdate()
    return ask(
        request,
        form,
        asked,
        lambda **told: services.close_risk(risk_id=risk_id, on=on, by=request.user, **told),
    )


@KEEPS
@ASK
def plan_paper(request: SignedInRequest) -> HttpResponse:
    form = forms.PlannedForm(typed(request), offered={"group": queries.groups()})
    back = reverse("governance:forward")
    asked = Asked("Plan a paper", "Plan it", "It is on the forward plan", back)
    return ask(request, form, asked, lambda **told: services.plan_paper(by=request.user, **told))


@KEEPS
@ASK
def plan_next(request: SignedInRequest, planned_id: UUID) -> HttpResponse:
    last = get_object_or_404(policy.planned_of(request.user), pk=planned_id)
    form = forms.NextForm(typed(request), offered={"group": queries.groups()})
    back = reverse("governance:forward")
    asked = Asked("Where does this paper go next?", "Plan it", "It is on the forward plan", back)
    return ask(
        request,
        form,
        asked,
        lambda **told: services.plan_paper(
            title=str(last.title), path=last.path, by=request.user, **told
        ),
    )


@KEEPS
@ASK
def place(request: SignedInRequest, planned_id: UUID) -> HttpResponse:
    found = policy.planned_of(request.user).select_related("group")
    planned = get_object_or_404(found, pk=planned_id)
    items = queries.open_items(planned.group, reader=request.user)
    form = forms.PlaceForm(typed(request), offered={"item": items})
    back = reverse("governance:forward")
    asked = Asked("The paper has come", "Keep it", "It stands on that agenda", back)
    return ask(
        request,
        form,
        asked,
        lambda **told: services.place_paper(planned_id=planned_id, by=request.user, **told),
    )


def _keeps(request: SignedInRequest) -> bool:
    return has_duty(request.user, Duty.KEEP_GROUPS)


def _new_action(
    request: SignedInRequest, *, text: str, agency: Agency, due_date: date
) -> NewAction:
    keeper, home = keeper_for(request.user), queries.agency_of(request.user)
    if keeper is None or home is None:
        raise Refused("You cannot propose actions for any agency today")
    try:
        key = UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        key = uuid4()
    return NewAction(
        text=text,
        owner_agency=agency,
        due_date=due_date,
        kept_by=keeper,
        raised_for=home,
        once_key=key,
    )
