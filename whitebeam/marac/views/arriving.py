"""Cases that arrive from another of our panels: taken on, asked about, declined, answered."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.cases import WordsForm
from whitebeam.marac.presenters.packages import Arrival
from whitebeam.marac.queries import packing
from whitebeam.marac.services import arriving
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])


@COORDINATING
@require_GET
def listed(request: SignedInRequest) -> HttpResponse:
    found, now = packing.arriving(request.user), timezone.now()
    ids = [one.pk for one in found]
    audit.record_reading(verb=Happened.ARRIVALS_OPENED, classes=(Class.F1,), packages=ids)
    rows = [Arrival.of(one, packing.notes_of(one.transfer), now=now) for one in found]
    return render(request, "marac/packages/arriving.html", {"rows": rows})


@COORDINATING
@require_POST
def take_on(request: SignedInRequest, transfer_id: UUID) -> HttpResponse:
    _require_waiting(request, transfer_id)
    try:
        case = arriving.take_on(transfer_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("marac:arriving")
    messages.success(request, "The case is yours now. It waits for your screening.")
    return redirect("marac:case", case.pk)


@COORDINATING
@ASK
def ask(request: SignedInRequest, transfer_id: UUID) -> HttpResponse:
    form = WordsForm(typed(request), ask="What is missing?", missing="Enter what is missing")
    return _say(request, transfer_id, form, arriving.ask, done="They are asked.")


@COORDINATING
@ASK
def decline(request: SignedInRequest, transfer_id: UUID) -> HttpResponse:
    missing = "Enter why it is not yours"
    form = WordsForm(typed(request), ask="Why is it not yours?", missing=missing)
    return _say(request, transfer_id, form, arriving.decline, done="They are told why.")


@COORDINATING
@require_GET
def sent_away(request: SignedInRequest, transfer_id: UUID) -> HttpResponse:
    transfer = get_object_or_404(policy.transfers_sent_by(request.user), pk=transfer_id)
    return redirect("marac:packages_of_case", transfer.case_id)


@COORDINATING
@ASK
def answer(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    heading = "What do you answer?"
    form = WordsForm(typed(request), ask=heading, missing="Enter your answer")
    where, done = "marac:packages_of_case", "They read your answer."
    return ask_and_do(
        request, case, form, arriving.answer, page="words", done=done, back=where, heading=heading
    )


def _say(
    request: SignedInRequest,
    transfer_id: UUID,
    form: WordsForm,
    deed: Callable[..., object],
    *,
    done: str,
) -> HttpResponse:
    _require_waiting(request, transfer_id)
    if form.is_valid():
        try:
            deed(transfer_id, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("marac:arriving")
    status = 422 if form.errors else 200
    return render(request, "marac/packages/say.html", {"form": form}, status=status)


def _require_waiting(request: SignedInRequest, transfer_id: UUID) -> None:
    if packing.arriving_transfer(request.user, transfer_id) is None:
        raise Http404
