"""A guardian's own page, and conflict blocks: set by one, lifted by two of different agencies."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest, View
from whitebeam.accounts.models import User
from whitebeam.accounts.stepup import with_fresh_second_factor
from whitebeam.casefile.forms.guardian import CASE, BlockForm, ReferenceForm
from whitebeam.casefile.presenters.guardian_blocks import BlockRow, ReviewRow, part_rows
from whitebeam.casefile.queries import guardian_blocks as queries
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.people.services import restricting
from whitebeam.referrals import policy
from whitebeam.referrals.services import blocking

guards = needs(Duty.GUARD_RECORDS, purpose=Purpose.SUPERVISION)
ASKED = "A guardian of another agency must now agree"
LIFTED = "The block is lifted"


@guards
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    blocks = _rows(request.user)
    context = {
        "waiting": [block for block in blocks if block.agree_href],
        "in_force": len(blocks),
        "reviews": [
            ReviewRow.of(each, on=today)
            for each in queries.agreements_to_review(request.user, on=today)
        ],
    }
    return render(request, "casefile/guardian_home.html", context)


@guards
@require_safe
def blocks(request: SignedInRequest) -> HttpResponse:
    return render(request, "casefile/guardian_blocks.html", {"blocks": _rows(request.user)})


@guards
@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = form.cleaned_data["reference"]
        referral = queries.guarded_referral(request.user, reference=asked)
        if referral:
            return redirect("guardian:block", referral.pk)
        form.add_error("reference", blocking.NOT_GUARDED)
    status = 422 if form.errors else 200
    return render(request, "casefile/guardian_find.html", {"form": form}, status=status)


@guards
@with_fresh_second_factor
@require_http_methods(["GET", "POST"])
def block(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(policy.guarded_by(request.user), pk=referral_id)
    parts = part_rows(queries.parts_of(referral))
    choices = [(str(part.pk), part.label) for part in parts]
    form = BlockForm(request.POST if request.method == "POST" else None, parts=choices)
    if form.is_valid():
        try:
            _set(form, referral.pk, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The block is set. They are not told")
            return redirect("guardian:blocks")
    context = {"form": form, "reference": referral.reference, "parts": parts}
    status = 422 if form.errors else 200
    return render(request, "casefile/guardian_block.html", context, status=status)


def _set(form: BlockForm, referral_id: UUID, *, by: User) -> None:
    scope, at = form.cleaned_data["scope"], timezone.now()
    deed = blocking.block_case
    if scope != CASE:
        deed = partial(blocking.block_one_person, part_id=UUID(scope))  # type: ignore[assignment]
    deed(
        referral_id=referral_id,
        whom=form.whom(),
        reason=form.cleaned_data["reason"],
        by=by,
        at=at,
    )


def _step(deed: Callable[[UUID, User], object], done: str) -> View:
    """Return the page that does one step of lifting a block."""

    def step(request: SignedInRequest, block_id: UUID) -> HttpResponse:
        try:
            deed(block_id, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("guardian:blocks")

    return guards(with_fresh_second_factor(require_POST(step)))


ask_to_lift_case = _step(lambda pk, by: blocking.ask_to_unblock(block_id=pk, by=by), ASKED)
agree_to_lift_case = _step(lambda pk, by: blocking.agree_to_unblock(block_id=pk, by=by), LIFTED)
ask_to_lift_person = _step(lambda pk, by: restricting.ask_to_lift(restriction_id=pk, by=by), ASKED)
agree_to_lift_person = _step(
    lambda pk, by: restricting.agree_to_lift(restriction_id=pk, by=by), LIFTED
)


def _rows(user: User) -> list[BlockRow]:
    return [BlockRow.of(held, reader=user) for held in queries.blocks_in_force(user)]
