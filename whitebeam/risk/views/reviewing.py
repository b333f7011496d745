"""Who harms whom: the structured check, the comparison, and correcting roles."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.forms.deeds import ComparisonForm, GuideForm, OtherForm, ReasonForm, ReviewForm
from whitebeam.risk.models import ConflictOrAbuse
from whitebeam.risk.presenters.reviews import CorrectionPage, KeptGuide
from whitebeam.risk.queries.settings import guide
from whitebeam.risk.services import correcting
from whitebeam.risk.services.reviewing import Found, save_comparison, save_review
from whitebeam.risk.views.one import agency_for, chosen, now, others, person_of, typed

Pair = tuple[Person, Person]
BOTH = (("BOTH", "Both"), ("NOT_KNOWN", "Not known"))
WRONG = "What shows that this person is harmed, not the one causing harm?"


@needs(*policy.REVIEWING)
@require_http_methods(["GET", "POST"])
def choose(request: SignedInRequest, person_id: UUID, what: str) -> HttpResponse:
    her = person_of(request, person_id)
    if what not in {"counter", "compare", "correct"}:
        raise Http404
    form = OtherForm(typed(request), others=others(request, her))
    if form.is_valid():
        return redirect(f"risk:{what}", her.pk, form.cleaned_data["other"])
    context = {"form": form, "person": her, "what": what}
    return render(request, "risk/choose.html", context, status=422 if form.errors else 200)


@needs(*policy.REVIEWING)
@require_http_methods(["GET", "POST"])
def counter(request: SignedInRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    her, other = _pair(request, person_id, other_id)
    asked = guide("counter-allegation")
    named = [(str(one.pk), one.known_as) for one in (her, other)]
    sides = [("FIRST", her.known_as), ("SECOND", other.known_as), *BOTH]
    form = ReviewForm(typed(request), guide=asked, sides=sides, people=named)
    if form.is_valid():
        given = form.cleaned_data
        harmed = {str(one.pk): one for one in (her, other)}.get(given["harmed"])
        act = partial(save_review, harmed=harmed, review_on=given["review_on"])
        if _kept(request, form, act, (her, other)):
            return redirect("risk:person", her.pk)
    return _guide_page(request, form, her)


@needs(*policy.REVIEWING)
@require_http_methods(["GET", "POST"])
def compare(request: SignedInRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    her, other = _pair(request, person_id, other_id)
    asked = guide("conflict-or-abuse")
    sides = [("FIRST", "Like conflict"), ("SECOND", "Like abuse"), *BOTH]
    form = ComparisonForm(typed(request), guide=asked, sides=sides)
    if form.is_valid():
        leans = ConflictOrAbuse.Leans(form.cleaned_data["leans"])
        if _kept(request, form, partial(save_comparison, leans=leans), (her, other)):
            return redirect("risk:person", her.pk)
    return _guide_page(request, form, her)


@needs(*policy.REVIEWS_SEEN)
@require_safe
def review(request: SignedInRequest, review_id: UUID) -> HttpResponse:
    seen = policy.reviews_seen_by(request.user).select_related("one", "other", "by", "harmed")
    held = get_object_or_404(seen, pk=review_id)
    for person in (held.one_id, held.other_id):
        audit.record_reading(
            verb=Happened.REVIEW_OPENED, subject=held, person_id=person, classes=(Class.F6,)
        )
    return render(request, "risk/guide_kept.html", {"page": KeptGuide.of_review(held)})


@needs(*policy.REVIEWS_SEEN)
@require_safe
def comparison(request: SignedInRequest, comparison_id: UUID) -> HttpResponse:
    seen = policy.comparisons_seen_by(request.user).select_related("one", "other", "by")
    held = get_object_or_404(seen, pk=comparison_id)
    for person in (held.one_id, held.other_id):
        audit.record_reading(
            verb=Happened.COMPARISON_OPENED, subject=held, person_id=person, classes=(Class.F6,)
        )
    return render(request, "risk/guide_kept.html", {"page": KeptGuide.of_comparison(held)})


@needs(*policy.REVIEWING)
@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    her, other = _pair(request, person_id, other_id)
    form = ReasonForm(typed(request), label=WRONG, missing="Enter what shows it")
    if form.is_valid():
        try:
            made = correcting.raise_correction(
                person=her,
                other=other,
                agency=agency_for(request, her, *policy.REVIEWING),
                review=None,
                why=form.cleaned_data["words"],
                by=request.user,
                at=now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Raised. A second worker decides")
            return redirect("risk:correction", made.pk)
    context = {"form": form, "person": her, "other": other}
    return render(request, "risk/correct.html", context, status=422 if form.errors else 200)


@needs(*policy.REVIEWS_SEEN)
@require_http_methods(["GET", "POST"])
def correction(request: SignedInRequest, correction_id: UUID) -> HttpResponse:
    seen = policy.corrections_seen_by(request.user).select_related("person", "other", "agency")
    held = get_object_or_404(seen, pk=correction_id)
    form = ReasonForm(typed(request), label="Why, or what was done", missing="Enter why")
    if form.is_valid():
        told = {"words": form.cleaned_data["words"], "by": request.user, "at": now()}
        try:
            if request.POST.get("do") == "put_right":
                correcting.put_right(held.pk, **told)
            else:
                upheld = request.POST.get("do") == "agree"
                correcting.decide(held.pk, is_upheld=upheld, **told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("risk:correction", held.pk)
    audit.record_reading(
        verb=Happened.CORRECTION_OPENED, subject=held, person_id=held.person_id, classes=(Class.F6,)
    )
    wrong = correcting.wrong_assessments(held, by=request.user).count()
    context = {"form": form, "page": CorrectionPage.of(held, reader=request.user, wrong=wrong)}
    return render(request, "risk/correction.html", context, status=422 if form.errors else 200)


def _pair(request: SignedInRequest, person_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    her = person_of(request, person_id)
    other = chosen(request, her, str(other_id))
    if other is None:
        raise Http404
    return her, other


def _kept(
    request: SignedInRequest, form: GuideForm, act: Callable[..., object], pair: Pair
) -> bool:
    try:
        act(
            pair=pair,
            agency=agency_for(request, pair[0], *policy.REVIEWING),
            found=Found(form.guide, form.answers(), form.cleaned_data["conclusion"]),
            by=request.user,
            at=now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Kept as evidence")
    return True


def _guide_page(request: SignedInRequest, form: GuideForm, her: Person) -> HttpResponse:
    context = {"form": form, "guide": form.guide, "person": her}
    return render(request, "risk/guide.html", context, status=422 if form.errors else 200)
