"""The indicator book, who uses each figure, published figures, readers, and questions weighed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.indicators import policy
from whitebeam.indicators.forms.releases import DecideForm, QuestionForm
from whitebeam.indicators.models import Question
from whitebeam.indicators.presenters import book as presenting
from whitebeam.indicators.presenters.returns import reading_of
from whitebeam.indicators.queries import book as reading
from whitebeam.indicators.services import saying
from whitebeam.indicators.views.asking import now, today, with_agreement
from whitebeam.indicators.views.board import READING
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

ALL = (*READING, Duty.SUBMIT_RETURNS)


@needs(*ALL, purpose=Purpose.STATISTICS)
@require_GET
def book(request: SignedInRequest) -> HttpResponse:
    indicators = list(reading.in_force(today()))
    owners = reading.owners_of(one.code for one in indicators)
    context = {
        "pillars": presenting.pillars_of(indicators, owners),
        "burden": presenting.burden_of(indicators, owners),
        "uses": presenting.uses_of(indicators),
    }
    return render(request, "indicators/book.html", context)


@needs(*ALL, purpose=Purpose.STATISTICS)
@require_GET
def definition(request: SignedInRequest, code: str) -> HttpResponse:
    versions = reading.versions_of(code)
    if not versions:
        raise Http404
    context = {
        "indicator": versions[0],
        "facts": reading_of(versions[0]),
        "older": [(one.version, reading_of(one)) for one in versions[1:]],
        "reads": policy.reads(request.user),
    }
    return render(request, "indicators/definition.html", context)


@needs(*READING, purpose=Purpose.STATISTICS)
@require_GET
@with_agreement
def published(request: SignedInRequest) -> HttpResponse:
    figures = [presenting.figure_row(one) for one in reading.published_figures()]
    context = {"rows": figures, "keeps": policy.keeps(request.user)}
    return render(request, "indicators/published.html", context)


@needs(Duty.KEEP_INDICATORS, purpose=Purpose.STATISTICS)
@require_GET
def readers(request: SignedInRequest) -> HttpResponse:
    people = reading.readers()
    open_to = set(policy.agencies_reading().values_list("pk", flat=True))
    rows = [presenting.reader_row(one, is_open=one.agency_id in open_to) for one in people]
    return render(request, "indicators/readers.html", {"rows": rows})


@needs(*READING, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
@with_agreement
def questions(request: SignedInRequest) -> HttpResponse:
    indicators = list(reading.in_force(today()))
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        figures=[(one.code, one.title) for one in indicators],
    )
    if form.is_valid():
        try:
            saying.ask(**form.cleaned_data, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The question is put up. Its hours stand beside it.")
            return redirect("indicators:questions")
    owners = reading.owners_of(one.code for one in indicators)
    context = {
        "form": form,
        "rows": presenting.question_rows(policy.questions_seen_by(request.user)),
        "burden": presenting.burden_of(indicators, owners),
        "keeps": policy.keeps(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/questions.html", context, status=status)


@needs(Duty.KEEP_INDICATORS, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, question_id: UUID) -> HttpResponse:
    question = get_object_or_404(
        policy.questions_seen_by(request.user), pk=question_id, state=Question.State.ASKED
    )
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        state = Question.State(form.cleaned_data["decision"])
        reason = form.cleaned_data["reason"]
        try:
            saying.decide(question.pk, state=state, reason=reason, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Decided.")
            return redirect("indicators:questions")
    context = {"form": form, "facts": presenting.question_facts(question)}
    status = 422 if form.errors else 200
    return render(request, "indicators/decide.html", context, status=status)
