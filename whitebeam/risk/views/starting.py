"""One person's risk over time, and starting an assessment from her record."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.forms.deeds import StartForm
from whitebeam.risk.presenters.grid import GridOverTime
from whitebeam.risk.presenters.person import DueLine, chart_of, history_rows
from whitebeam.risk.queries.assessments import history_of
from whitebeam.risk.queries.beside import beside
from whitebeam.risk.queries.due import due_of
from whitebeam.risk.queries.settings import notice
from whitebeam.risk.queries.tools import definition_of, tools_for
from whitebeam.risk.services.assessing import start_assessment
from whitebeam.risk.views.one import agency_for, chosen, now, others, person_of, today, typed

SHOWN = 50


@needs(*policy.SEEING)
@require_safe
def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    her = person_of(request, person_id)
    audit.record_reading(verb=Happened.HISTORY_OPENED, subject=her, classes=(Class.F6,))
    history = list(history_of(request.user, her.pk)[:SHOWN])
    again, on = due_of(request.user, her, on=today()), today()
    context = {
        "person": her,
        "rows": history_rows(history),
        "chart": chart_of(history),
        "grid": GridOverTime.of(history),
        "due": DueLine.of(again, is_late=again.due.is_overdue(on=on)) if again else None,
        "drafts": list(policy.drafts_of(request.user).filter(victim=her).order_by("-started_at")),
        "may_assess": has_duty(request.user, Duty.ASSESS_RISK),
        "may_review": has_duty(request.user, *policy.REVIEWING),
        "beside": beside(request.user, her),
        "notice": notice(),
    }
    return render(request, "risk/person.html", context)


@needs(Duty.ASSESS_RISK)
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    her = person_of(request, person_id)
    agency = agency_for(request, her, Duty.ASSESS_RISK)
    tools = {tool.code: tool for tool in tools_for(agency)}
    named = [(tool.code, tool.name) for tool in tools.values()]
    form = StartForm(typed(request), tools=named, others=others(request, her))
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = start_assessment(
                victim=her,
                perpetrator=chosen(request, her, given["perpetrator"]),
                tool=tools[given["tool"]],
                agency=agency,
                by=request.user,
                at=now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("risk:page", made.pk, "first")
    hints = {code: definition_of(tool).hint for code, tool in tools.items()}
    context = {"form": form, "person": her, "hints": hints, "sheets": named}
    return render(request, "risk/start.html", context, status=422 if form.errors else 200)
