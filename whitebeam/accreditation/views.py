"""Standards, each organisation's way to them, and the answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accreditation import policy, queries, services
from whitebeam.accreditation.forms import AnswerForm
from whitebeam.accreditation.models import Answer
from whitebeam.accreditation.presenters import Judged, Row, StandardCard, present
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty

readers = needs(*policy.READERS, purpose=Purpose.STATISTICS)
steering = needs(*policy.STEERING, purpose=Purpose.STATISTICS)
owners = needs(Duty.KEEP_PLAN, Duty.REPORT_PROGRESS, purpose=Purpose.STATISTICS)


@readers
@require_safe
def standards(request: SignedInRequest) -> HttpResponse:
    on, answers = timezone.localdate(), queries.answered(request.user)
    found = queries.standards(request.user)
    context = {"standards": [StandardCard.of(each, answers, on=on) for each in found]}
    return render(request, "accreditation/standards.html", context)


@steering
@require_safe
def principles(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    found = queries.marac_efforts(request.user)
    context = {
        "judged": [Judged.of(one, queries.lines(one), on=on) for one in found],
        "sees_figures": has_duty(request.user, Duty.VIEW_MARAC_FIGURES),
        "reads_standards": has_duty(request.user, *policy.READERS),
    }
    return render(request, "accreditation/principles.html", context)


@readers
@require_safe
def effort(request: SignedInRequest, effort_id: UUID) -> HttpResponse:
    found = get_object_or_404(queries.effort(effort_id, user=request.user))
    on = timezone.localdate()
    context = {
        "effort": found,
        "rows": [Row.of(line, on=on) for line in queries.lines(found)],
        "steps": found.steps.order_by("position"),
        "may_answer": policy.answerable_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "accreditation/effort.html", context)


@owners
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, effort_id: UUID, code: str) -> HttpResponse:
    found = get_object_or_404(policy.answerable_by(request.user), pk=effort_id)
    asked = get_object_or_404(queries.criterion(found, code))
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=present(queries.answer(found, asked)),
    )
    if form.is_valid():
        answers = dict(form.cleaned_data)
        answers["status"] = Answer.Status(answers["status"])
        given = services.Given(**answers)
        try:
            services.answer(effort_id=found.pk, criterion=asked, given=given, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The answer is kept")
            return redirect("accreditation:effort", found.pk)
    context = {"form": form, "effort": found, "criterion": asked}
    return render(request, "accreditation/answer.html", context, status=422 if form.errors else 200)
