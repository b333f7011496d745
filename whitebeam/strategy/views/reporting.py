"""An owner reports with evidence; a keeper signs off or sends back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.strategy import policy
from whitebeam.strategy.forms.reporting import DecisionForm, EvidenceForm, RoundForm, UpdateForm
from whitebeam.strategy.models import Status, Update
from whitebeam.strategy.presenters.plan import UpdateRow
from whitebeam.strategy.queries import board, plan
from whitebeam.strategy.services import reporting, rotating
from whitebeam.strategy.views.opening import keepers, reporters


@reporters
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    projects = policy.reportable_by(request.user).filter(
        owner_agency__in=policy.owned_agencies(request.user)
    )
    context = {
        "owed": board.owed(request.user),
        "projects": projects.select_related("strand__framework").order_by("-year", "name"),
    }
    return render(request, "strategy/mine.html", context)


@reporters
@require_POST
def begin(request: SignedInRequest, project_id: UUID) -> HttpResponse:
    try:
        update = reporting.open_update(project_id=project_id, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("strategy:home")
    return redirect("strategy:update", update.pk)


@reporters
@require_http_methods(["GET", "POST"])
def update(request: SignedInRequest, update_id: UUID) -> HttpResponse:
    """Write an update: save it, or save and send it."""
    found = get_object_or_404(policy.updates_writable_by(request.user), pk=update_id)
    form = UpdateForm(
        request.POST if request.method == "POST" else None,
        initial={"status": found.status, "words": found.words},
    )
    if form.is_valid():
        try:
            _save(request, found, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:project", found.project_id)
    context = {"form": form, "update": UpdateRow.of(found), "project": found.project}
    return render(request, "strategy/update.html", context, status=422 if form.errors else 200)


@reporters
@require_http_methods(["GET", "POST"])
def evidence(request: SignedInRequest, update_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.updates_writable_by(request.user), pk=update_id)
    figures = {figure.code: figure for figure in found.project.figures.all()}
    form = EvidenceForm(
        request.POST if request.method == "POST" else None,
        figures=[(code, f"{one.label}: {one.shown}") for code, one in figures.items()],
    )
    if form.is_valid():
        answers = {**form.cleaned_data, "figure": figures.get(form.cleaned_data["figure"])}
        try:
            reporting.add_evidence(
                update_id=found.pk, proof=reporting.Proof(**answers), by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The evidence is added")
            return redirect("strategy:update", found.pk)
    context = {"form": form, "update": found}
    return render(request, "strategy/evidence.html", context, status=422 if form.errors else 200)


@keepers
@require_safe
def signing(request: SignedInRequest) -> HttpResponse:
    page = board.to_sign(request.user, after=request.GET.get("after", ""))
    context = {"updates": page.rows, "pages": {"next": page.next}}
    return render(request, "strategy/signing.html", context)


@keepers
@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, update_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.updates_signable_by(request.user), pk=update_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _decide(request, found, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:signing")
    context = {"form": form, "update": UpdateRow.of(found), "project": found.project}
    return render(request, "strategy/decide.html", context, status=422 if form.errors else 200)


@keepers
@require_http_methods(["GET", "POST"])
def new_round(request: SignedInRequest) -> HttpResponse:
    framework = plan.current_framework()
    strands = {s.code: s for s in framework.strands.all()} if framework else {}
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        strands=[(code, one.name) for code, one in strands.items()],
    )
    if form.is_valid():
        try:
            rotating.plan_round(
                strand=strands[form.cleaned_data["strand"]],
                board_on=form.cleaned_data["board_on"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:board")
    return render(
        request, "strategy/new_round.html", {"form": form}, status=422 if form.errors else 200
    )


def _save(request: SignedInRequest, found: Update, form: UpdateForm) -> None:
    reporting.save_draft(
        update_id=found.pk,
        status=Status(form.cleaned_data["status"]),
        words=form.cleaned_data["words"],
        by=request.user,
    )
    if "send" in request.POST:
        reporting.send_update(update_id=found.pk, by=request.user, at=timezone.now())
        messages.success(request, "The update is sent for sign-off")
    else:
        messages.success(request, "The draft is kept")


def _decide(request: SignedInRequest, found: Update, form: DecisionForm) -> None:
    answers, at = form.cleaned_data, timezone.now()
    if answers["decision"] == "RETURN":
        reporting.send_back(update_id=found.pk, words=answers["words"], by=request.user, at=at)
        messages.success(request, "The update is sent back")
        return
    due = answers["review_due_on"]
    reporting.sign_off(update_id=found.pk, by=request.user, at=at, review_due_on=due)
    messages.success(request, "The update is signed off")
