"""Asking whether others know a person, and what coordinators do with the question."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest, View
from whitebeam.accounts.models import User
from whitebeam.accounts.stepup import with_fresh_second_factor
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.people import policy
from whitebeam.people.forms.matching import DecisionForm
from whitebeam.people.models import MatchRequest, Merge
from whitebeam.people.presenters.matches import MergeRow, RecordCard, RequestRow, choice_of
from whitebeam.people.queries import matching as queries
from whitebeam.people.services import matching
from whitebeam.people.views.one_person import agency_of, openable

coordinates = needs(Duty.COORDINATE_MATCHES, purpose=Purpose.SUPPORT)
SENT = "Sent to the coordinator. You will hear if there is something that may be shared with you"


@needs(*policy.OPENING)
@require_POST
def ask(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person = openable(request, person_id)
    agency = agency_of(request, person, *policy.OPENING)
    matching.ask_for_match(person=person, agency=agency, by=request.user, at=timezone.now())
    messages.success(request, SENT)
    return redirect("people:person", person.pk)


@coordinates
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    state = Merge.State
    rows = [MergeRow.of(each, reader=request.user) for each in _merges(request.user)]
    context = {
        "requests": [RequestRow.of(each) for each in queries.requests_waiting(request.user)],
        "waiting": [row for row in rows if row.state != state.DONE.label],
        "merged": [row for row in rows if row.state == state.DONE.label],
    }
    return render(request, "people/match_requests.html", context)


@coordinates
@require_http_methods(["GET", "POST"])
def one_request(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(policy.match_requests_decidable_by(request.user), pk=request_id)
    page = _question_page(asked)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        candidates=[choice_of(card) for card in page["cards"]],
    )
    if form.is_valid():
        decided = {**form.decided(), "by": request.user, "at": timezone.now()}
        try:
            matching.decide_match(request_id=asked.pk, **decided)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your decision is kept")
            return redirect("matches:requests")
    status = 422 if form.errors else 200
    return render(request, "people/match_request.html", {**page, "form": form}, status=status)


@coordinates
@require_safe
def merge(request: SignedInRequest, merge_id: UUID) -> HttpResponse:
    merged = get_object_or_404(
        policy.merges_seen_by(request.user).select_related("asked_by"), pk=merge_id
    )
    pair = queries.pair_of(merged)
    if pair is None:
        raise Http404
    kept, other = pair
    agencies = queries.names_of_agencies((kept, other.record))
    on = timezone.localdate()
    context = {
        "kept": RecordCard.of(kept, agencies=agencies, on=on),
        "other": RecordCard.of(other.record, agencies=agencies, on=on, match=other),
        "merge": MergeRow.of(merged, reader=request.user),
        "merge_id": merged.pk,
    }
    return render(request, "people/match_merge.html", context)


def _question_page(asked: MatchRequest) -> dict[str, Any]:
    question = queries.question_of(asked)
    if question is None:
        raise Http404
    found = [match.record for match in question.matches]
    agencies = queries.names_of_agencies((question.asked, *found))
    covered = queries.agencies_covered(asked.asked_for, found)
    on = timezone.localdate()
    return {
        "asked_for": asked.asked_for.name,
        "asked": RecordCard.of(question.asked, agencies=agencies, on=on),
        "cards": [
            RecordCard.of(match.record, agencies=agencies, on=on, match=match, covered=covered)
            for match in question.matches
        ],
    }


def _merges(user: User) -> list[Merge]:
    return list(queries.merges_in(user, Merge.State.ASKED, Merge.State.DONE))


def _step(deed: Callable[[UUID, User], object], done: str) -> View:
    """Return the page that does one step about a merge."""

    def step(request: SignedInRequest, merge_id: UUID) -> HttpResponse:
        try:
            deed(merge_id, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("matches:requests")

    return coordinates(with_fresh_second_factor(require_POST(step)))


agree = _step(
    lambda pk, by: matching.agree_to_merge(merge_id=pk, by=by), "The records are tied as one person"
)
refuse = _step(
    lambda pk, by: matching.refuse_merge(merge_id=pk, by=by), "Kept as two different people"
)
ask_undo = _step(
    lambda pk, by: matching.ask_to_unmerge(merge_id=pk, by=by), "Another coordinator must now agree"
)
undo = _step(
    lambda pk, by: matching.agree_to_unmerge(merge_id=pk, by=by), "The records are apart again"
)
