"""Reading the plan: pillars, projects, where promises led, figures, other boards' plans."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.indicators import policy as figures
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty
from whitebeam.strategy import policy
from whitebeam.strategy.models import Link, Project, Strand
from whitebeam.strategy.presenters import mapping
from whitebeam.strategy.presenters.measuring import MeasureRow
from whitebeam.strategy.presenters.plan import (
    ChangeRow,
    LinkRow,
    Progress,
    ProjectRow,
    UpdateRow,
    facts_of,
    summary_pieces,
)
from whitebeam.strategy.queries import board, measuring, plan
from whitebeam.strategy.queries.measuring import Moment
from whitebeam.strategy.views.opening import readers


@readers
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    framework = plan.current_framework()
    on = timezone.localdate()
    counts = plan.strand_counts(framework, user=request.user, on=on) if framework else []
    context = {
        "framework": framework,
        "progress": Progress.of(counts),
        "is_keeper": policy.keeps(request.user),
        "is_owner": has_duty(request.user, Duty.REPORT_PROGRESS),
        "owed": board.owed(request.user),
        "to_sign": board.count_to_sign(request.user),
    }
    return render(request, "strategy/home.html", context)


@readers
@require_safe
def frameworks(request: SignedInRequest) -> HttpResponse:
    found = plan.frameworks()
    picture = mapping.picture_of(found, plan.mappings())
    return render(request, "strategy/frameworks.html", {"frameworks": found, "picture": picture})


@readers
@require_safe
def strand(request: SignedInRequest, code: str) -> HttpResponse:
    found = _strand(code)
    on = timezone.localdate()
    projects = [ProjectRow.of(one, on=on) for one in plan.projects_of(found, user=request.user)]
    context = {
        "strand": found,
        "projects": projects,
        "commitments": plan.commitments_of(found),
        "is_keeper": policy.keeps(request.user),
    }
    return render(request, "strategy/strand.html", context)


@readers
@require_safe
def project(request: SignedInRequest, project_id: UUID) -> HttpResponse:
    found = get_object_or_404(plan.project(project_id, user=request.user))
    on = timezone.localdate()
    said = plan.updates_of(found, user=request.user, after=request.GET.get("after", ""))
    context = {
        "project": found,
        "row": ProjectRow.of(found, on=on),
        "facts": facts_of(found),
        "pieces": summary_pieces(found),
        "actions": plan.actions_of(found, user=request.user, on=on),
        "measures": _measures(request, found),
        "links": [
            LinkRow.of(each) for each in found.links.all() if each.kind != Link.Kind.INDICATOR
        ],
        "changes": [ChangeRow.of(each) for each in found.changes.order_by("-version")],
        "updates": [UpdateRow.of(each) for each in said.rows],
        "pages": {"next": said.next},
        "may_report": policy.reportable_by(request.user).filter(pk=found.pk).exists(),
        "may_change": policy.changeable_by(request.user).filter(pk=found.pk).exists(),
        "may_add_part": policy.owned_agencies(request.user).exists(),
    }
    return render(request, "strategy/project.html", context)


@readers
@require_safe
def figure(request: SignedInRequest, code: str) -> HttpResponse:
    found = get_object_or_404(plan.figure(code))
    context = {"figure": found, "is_open": figures.reads(request.user)}
    return render(request, "strategy/figure.html", context)


@readers
@require_safe
def indicator(request: SignedInRequest, code: str) -> HttpResponse:
    found = measuring.indicator_called(code)
    if found is None:
        raise Http404
    on = timezone.localdate()
    rows = measuring.projects_by(code, user=request.user)
    context = {
        "indicator": found,
        "projects": [ProjectRow.of(one, on=on) for one in rows],
        "figures": measuring.told_of(code),
        "is_open": figures.reads(request.user),
    }
    return render(request, "strategy/indicator.html", context)


@readers
@require_safe
def agency_plan(request: SignedInRequest, code: str) -> HttpResponse:
    found = next((a for a, _ in plan.agencies_in_plan(request.user) if a.code == code), None)
    if found is None:
        raise Http404
    on = timezone.localdate()
    rows = [ProjectRow.of(one, on=on) for one in plan.own_plan(found, user=request.user)]
    return render(request, "strategy/agency.html", {"agency": found, "projects": rows})


@readers
@require_safe
def agencies(request: SignedInRequest) -> HttpResponse:
    context = {"agencies": plan.agencies_in_plan(request.user)}
    return render(request, "strategy/agencies.html", context)


@readers
@require_safe
def other_plans(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    plans = [
        (
            each,
            [
                (line, ProjectRow.of(line.project, on=on, with_parts=False))
                for line in each.lines.all()
            ],
        )
        for each in plan.external_plans()
    ]
    return render(request, "strategy/other_plans.html", {"plans": plans})


@readers
@require_safe
def board_page(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    page = board.board_page(user=request.user, on=on)
    after = request.GET.get("after", "")
    before = board.rounds_before(on=on, after=after)
    context = {
        "page": page,
        "rounds": [*([] if after else board.rounds_to_come(on=on)), *before.rows],
        "pages": {"next": before.next},
        "is_keeper": policy.keeps(request.user),
    }
    return render(request, "strategy/board.html", context)


@readers
@require_safe
def consultations(request: SignedInRequest) -> HttpResponse:
    return render(request, "strategy/consultations.html", {"consultations": board.consultations()})


def _measures(request: SignedInRequest, found: Project) -> list[MeasureRow]:
    now = Moment(timezone.now(), timezone.localdate())
    is_open = figures.reads(request.user)
    rows = measuring.measures_of(found, user=request.user, now=now)
    return [MeasureRow.of(each, is_open=is_open) for each in rows]


def _strand(code: str) -> Strand:
    found = next((s for f in plan.frameworks() for s in f.strands.all() if s.code == code), None)
    if found is None:
        raise Http404
    return found
