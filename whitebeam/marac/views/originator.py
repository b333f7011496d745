"""Asking the controller of a shared fact, and answering for it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.forms.originator import Answer, AnswerOriginatorForm, AskOriginatorForm
from whitebeam.marac.presenters.originator import Question
from whitebeam.marac.queries import originator as queries
from whitebeam.marac.queries.ledger import line_of
from whitebeam.marac.services import originating
from whitebeam.marac.views.case import READING
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

ASKING = needs(*READING, purpose=Purpose.MEETING)
ANSWERING = needs(*READING, Duty.REFER_TO_MARAC, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])


@ANSWERING
@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    waiting, others = queries.to_answer(user), queries.asked_by_us(user)
    facts = queries.facts_of(user, [*waiting, *others])
    audit.record_reading(verb=Researched.ORIGINATOR_OPENED, classes=(Class.F6,))
    context = {
        "waiting": [Question.of(one, facts=facts, now=now) for one in waiting],
        "others": [Question.of(one, facts=facts, now=now) for one in others],
    }
    return render(request, "marac/originator/inbox.html", context)


@ASKING
@ASK
def ask(request: SignedInRequest, case_id: UUID, fact_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.worked_by(request.user), pk=case_id)
    found = line_of(request.user, case, fact_id)
    if not found.lines:
        raise Http404
    form = AskOriginatorForm(request.POST or None, initial={"once_key": uuid4(), "kind": "PASS_ON"})
    if form.is_valid():
        now = timezone.now()
        try:
            originating.ask_originator(case_id, fact_id, form.asked(), by=request.user, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is asked. You are told when it is answered.")
            return redirect("marac:ledger_line", case_id, fact_id)
    context = {"form": form, "case_id": case.pk, "fact_id": fact_id, "reference": case.reference,
               "controller": found.lines[0].controller.name}  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "marac/originator/ask.html", context, status=status)


@ANSWERING
@ASK
def answer(request: SignedInRequest, question_id: UUID) -> HttpResponse:
    question = queries.answerable(request.user, question_id)
    if question is None:
        return _gone(request, question_id)
    form = AnswerOriginatorForm(request.POST or None)
    if form.is_valid():
        given, now = Answer(form.cleaned_data["answer"]), timezone.now()
        words = form.cleaned_data["words"]
        try:
            originating.answer_originator(question.pk, given, words, by=request.user, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your answer is kept, and whoever asked is told.")
            return redirect("marac:originator")
    audit.record_reading(
        verb=Researched.ORIGINATOR_OPENED, subject=question.case, classes=(Class.F6,)
    )
    facts = queries.facts_of(request.user, [question])
    context = {"form": form, "asked": Question.of(question, facts=facts, now=timezone.now())}
    status = 422 if form.errors else 200
    return render(request, "marac/originator/answer.html", context, status=status)


def _gone(request: SignedInRequest, question_id: UUID) -> HttpResponse:
    """Lead back to the list whoever may read a question that waits for her no more."""
    get_object_or_404(policy.questions_seen_by(request.user), pk=question_id)
    messages.warning(request, originating.GONE)
    return redirect("marac:originator")
