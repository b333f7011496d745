"""The review of a strategy: its clock, questions, evidence and decision."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.strategy import policy
from whitebeam.strategy.forms.writing import DecideForm, FindingForm
from whitebeam.strategy.models import Criterion, Review
from whitebeam.strategy.presenters.plan import Progress
from whitebeam.strategy.presenters.review import ReviewCard
from whitebeam.strategy.queries import board, papers, plan
from whitebeam.strategy.services import reviewing
from whitebeam.strategy.views.opening import keepers, readers


@readers
@require_safe
def reviews(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate()
    cards = [ReviewCard.of(each, on=on) for each in board.reviews()]
    framework = plan.current_framework()
    counts = plan.strand_counts(framework, user=request.user, on=on) if framework else []
    context = {
        "reviews": cards,
        "progress": Progress.of(counts),
        "papers": papers.papers_of(request.user),
        "consultations": board.consultations(),
        "is_keeper": policy.keeps(request.user),
    }
    return render(request, "strategy/reviews.html", context)


@keepers
@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest, criterion_id: UUID) -> HttpResponse:
    found = get_object_or_404(board.criterion(criterion_id))
    form = FindingForm(
        request.POST if request.method == "POST" else None,
        initial={"finding": found.finding, "words": found.words},
    )
    if form.is_valid():
        try:
            reviewing.find(
                criterion_id=found.pk,
                finding=Criterion.Finding(form.cleaned_data["finding"]),
                words=form.cleaned_data["words"],
                by=request.user,
                on=timezone.localdate(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:reviews")
    context = {"form": form, "criterion": found}
    return render(request, "strategy/find.html", context, status=422 if form.errors else 200)


@keepers
@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, review_id: UUID) -> HttpResponse:
    found = get_object_or_404(board.review(review_id))
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = dict(form.cleaned_data)
        answers["decision"] = Review.Decision(answers["decision"])
        on = timezone.localdate()
        try:
            reviewing.decide(review_id=found.pk, **answers, by=request.user, on=on)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:reviews")
    context = {"form": form, "review": found}
    return render(
        request, "strategy/review_decide.html", context, status=422 if form.errors else 200
    )
