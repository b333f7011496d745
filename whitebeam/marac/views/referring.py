"""Referring to MARAC: sending, and following what comes of it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.cases import WordsForm
from whitebeam.marac.models import Case, Participant
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.presenters.closing_lists import Lists
from whitebeam.marac.presenters.following import FollowedRow, Status
from whitebeam.marac.queries import cases, closing_lists, lists
from whitebeam.marac.queries.checking import needs_counter_check
from whitebeam.marac.services import following, referring
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

FOLLOWING = (Duty.REFER_TO_MARAC,)
WAITING = (Case.State.RECEIVED, Case.State.RETURNED, Case.State.ACCEPTED, Case.State.DEFERRED)
DEEDS = {
    "answer": (following.answer, "You answered. The coordinator has been told."),
    "escalate": (following.escalate, "The coordinator will look at it again."),
    "take_back": (following.take_back, "You took the case back."),
}
QUESTIONS = {
    "answer": ("Your answer", "Enter your answer"),
    "escalate": (
        "Why do you think the criteria are met?",
        "Enter why you think the criteria are met, or what has happened since",
    ),
    "take_back": ("Why do you take it back?", "Enter why you take it back"),
}


@needs(*FOLLOWING, purpose=Purpose.MEETING)
@require_POST
def send(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    key = _key(request)
    try:
        case = referring.refer(draft_id, once_key=key, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("referrals:check", draft_id)
    messages.success(request, f"You referred the case. Its reference is {case.reference}.")
    return redirect("marac:status", case.pk)


@needs(*FOLLOWING, purpose=Purpose.MEETING)
@require_GET
def sent(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = lists.followed(request.user, at=now, after=request.GET.get("after", ""))
    rows = [FollowedRow.of(case, now=now) for case in page.rows]
    audit.record_reading(verb=Happened.LIST_OPENED, classes=(Class.F1, Class.F2))
    return render(request, "marac/sent.html", {"rows": rows, "after": page.after})


@needs(*FOLLOWING, purpose=Purpose.MEETING)
@require_GET
def status(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.followed_by(request.user)), pk=case_id)
    audit.record_reading(verb=Happened.STATUS_OPENED, subject=case, classes=(Class.F1,))
    now = timezone.now()
    context = {
        "page": Status.of(
            case,
            changes=cases.history_of(case),
            listing=cases.open_listing(case),
            now=now,
        ),
        "lists": _lists(_before_listing(request.user, case)),
        "check_first": case.pk if _may_check(request.user, case) else "",
    }
    return render(request, "marac/status.html", context)


@needs(*FOLLOWING, purpose=Purpose.MEETING)
@require_http_methods(["GET", "POST"])
def say(request: SignedInRequest, case_id: UUID, deed: str) -> HttpResponse:
    case = get_object_or_404(policy.spoken_for_by_referrer(request.user), pk=case_id)
    act, done = DEEDS[deed]
    ask, missing = QUESTIONS[deed]
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, ask=ask, missing=missing)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            act(case_id=case.pk, words=words, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("marac:status", case.pk)
    context = {"form": form, "case_id": case.pk, "heading": ask, "reference": case.reference}
    return render(request, "marac/say.html", context, status=422 if form.errors else 200)


def _lists(closing: list[closing_lists.Closing]) -> Lists:
    return Lists.of(closing, now=timezone.now())


def _before_listing(user: User, case: Case) -> list[closing_lists.Closing]:
    """Return the next lists of a case's panel, while it waits to be put on one."""
    if case.state not in WAITING:
        return []
    return closing_lists.next_of_panel(user, case.panel, at=timezone.now())


def _may_check(user: User, case: Case) -> bool:
    """Say whether a case waits for the structured check, and the user may open its page."""
    part = policy.visible_to(user, Participant.Capacity.REFERRER).filter(pk=case.pk)
    return case.state not in ENDED and part.exists() and needs_counter_check(case)


def _key(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return uuid4()
