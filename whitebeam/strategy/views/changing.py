"""Changing the plan: projects, what is held back, parts, and the words of commitments."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.strategy import policy
from whitebeam.strategy.forms.changing import (
    AgreedForm,
    CommitmentForm,
    HoldBackForm,
    PartForm,
    ProjectForm,
)
from whitebeam.strategy.models import Project
from whitebeam.strategy.queries import plan
from whitebeam.strategy.services import changing
from whitebeam.strategy.views.opening import keepers, reporters

PLAIN = ("name", "summary", "stage", "ends_on", "money", "duty_served", "equality_note")


@reporters
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, project_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.changeable_by(request.user), pk=project_id)
    form = ProjectForm(request.POST if request.method == "POST" else None, initial=_present(found))
    if form.is_valid():
        new = {name: form.cleaned_data[name] for name in PLAIN}
        new["public_words"] = form.cleaned_data["shown_to_all"]
        try:
            changing.change_project(
                project_id=found.pk,
                version=form.cleaned_data["version"],
                new=new,
                agreed=_agreed(form),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:project", found.pk)
    context = {"form": form, "project": found}
    return render(request, "strategy/change.html", context, status=422 if form.errors else 200)


@keepers
@require_http_methods(["GET", "POST"])
def hold_back(request: SignedInRequest, project_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.changeable_by(request.user), pk=project_id)
    form = HoldBackForm(
        request.POST if request.method == "POST" else None,
        initial={"held_because": found.held_back_reason, "agreed_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            changing.hold_back(
                project_id=found.pk,
                reason=form.cleaned_data["held_because"],
                agreed=_agreed(form),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:project", found.pk)
    context = {"form": form, "project": found}
    return render(request, "strategy/hold_back.html", context, status=422 if form.errors else 200)


@reporters
@require_http_methods(["GET", "POST"])
def part(request: SignedInRequest, project_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.visible_to(request.user), pk=project_id)
    agencies = {a.code: a for a in policy.owned_agencies(request.user).order_by("name")}
    form = PartForm(
        request.POST if request.method == "POST" else None,
        agencies=[(code, one.name) for code, one in agencies.items()],
    )
    if form.is_valid():
        answers = dict(form.cleaned_data)
        agency, code = agencies[answers.pop("agency")], answers.pop("code")
        try:
            changing.add_part(
                project_id=found.pk,
                agency=agency,
                code=code,
                new=changing.NewPart(**answers),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The part is added and counts in the whole")
            return redirect("strategy:project", found.pk)
    context = {"form": form, "project": found}
    return render(request, "strategy/part.html", context, status=422 if form.errors else 200)


@keepers
@require_http_methods(["GET", "POST"])
def word(request: SignedInRequest, commitment_id: UUID) -> HttpResponse:
    found = get_object_or_404(plan.commitment(commitment_id))
    form = CommitmentForm(
        request.POST if request.method == "POST" else None,
        initial={"words": found.words, "agreed_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            changing.word_commitment(
                commitment_id=found.pk,
                words=form.cleaned_data["words"],
                agreed=_agreed(form),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:strand", found.strand.code)
    context = {"form": form, "commitment": found}
    return render(request, "strategy/word.html", context, status=422 if form.errors else 200)


def _present(project: Project) -> dict[str, object]:
    present: dict[str, object] = {name: getattr(project, name) for name in PLAIN}
    return present | {
        "shown_to_all": project.public_words,
        "version": project.version,
        "agreed_on": timezone.localdate(),
    }


def _agreed(form: AgreedForm) -> changing.Agreed:
    answers = form.cleaned_data
    return changing.Agreed(
        answers["reason"], answers["agreed_by"], answers["agreed_on"], answers["public_words"]
    )
