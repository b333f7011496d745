"""Beginning a referral, going on with a draft, or throwing one away."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import agencies_where, duties_of
from whitebeam.referrals import policy
from whitebeam.referrals.forms.starting import StartForm
from whitebeam.referrals.models import Referral
from whitebeam.referrals.presenters.journey import draft_card
from whitebeam.referrals.queries.forms import definition_of
from whitebeam.referrals.rules.answers import is_empty
from whitebeam.referrals.services.drafting import answers_in, discard_draft, start_draft
from whitebeam.referrals.views.asking import draft_of, now

REFERRING = (Duty.REFER, Duty.SHORT_REFERRAL)
MOST_DRAFTS = 20


@needs(*REFERRING)
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, routes=_routes(request.user), agencies=_agencies(request.user))
    if form.is_valid():
        try:
            draft = start_draft(by=request.user, at=now(), **form.chosen())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            first = definition_of(draft.form).sections[0].pages[0]
            return redirect("referrals:page", draft.pk, first.code)
    drafts = policy.drafts_of(request.user).select_related("form").order_by("-updated_at")
    moment = now()
    cards = [
        draft_card(draft, now=moment)
        for draft in drafts[:MOST_DRAFTS]
        if not is_empty(answers_in(draft))
    ]
    status = 422 if form.errors else 200
    context = {"form": form, "drafts": cards, "may_advise": _may_advise(request.user)}
    return render(request, "referrals/journey/start.html", context, status=status)


@needs(*REFERRING, Duty.REFER_TO_MARAC)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    draft = draft_of(request, draft_id)
    if request.method == "POST":
        discard_draft(draft.pk, by=request.user, at=now())
        messages.success(request, "The draft was thrown away.")
        return redirect("referrals:start")
    return render(request, "referrals/journey/discard.html", {"draft_id": draft.pk})


def _routes(user: User) -> list[tuple[str, str]]:
    if user.kind == User.Kind.GUEST:
        return [(Referral.Route.GUEST, "Referral")]
    held = duties_of(user)
    offered = [
        (Duty.REFER, Referral.Route.STANDARD, "Referral: a page for each question"),
        (Duty.SHORT_REFERRAL, Referral.Route.SHORT, "Short referral: two pages"),
    ]
    return [(route, label) for duty, route, label in offered if duty in held]


def _agencies(user: User) -> QuerySet[Agency]:
    return agencies_where(user, *REFERRING).order_by("name")


def _may_advise(user: User) -> bool:
    return bool(duties_of(user) & {Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS})
