"""Returns: the list, one return, the figures of one indicator, sending, signing, opening again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.forms.returns import FiguresForm, ReasonForm
from whitebeam.indicators.models import Indicator, Return
from whitebeam.indicators.presenters import returns as presenting
from whitebeam.indicators.queries import book
from whitebeam.indicators.queries.returns import Filled, filled, seen, signed, steps_of, waiting
from whitebeam.indicators.rules.periods import Cadence, period_of, read_period
from whitebeam.indicators.services import computing, returning
from whitebeam.indicators.views.asking import now, today
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

SENDING = (Duty.SUBMIT_RETURNS, Duty.KEEP_INDICATORS)
Deed = Callable[..., Return]


@needs(*SENDING, purpose=Purpose.STATISTICS)
@require_GET
def returns(request: SignedInRequest) -> HttpResponse:
    to_do = waiting(request.user, after=request.GET.get("waiting", ""))
    done = signed(request.user, after=request.GET.get("after", ""))
    context = {
        "waiting": [presenting.return_line(one, on=today()) for one in to_do.rows],
        "more_waiting": f"?waiting={to_do.after}" if to_do.after else "",
        "signed": [presenting.return_line(one, on=today()) for one in done.rows],
        "more_signed": done.next,
        "keeps": policy.keeps(request.user),
    }
    return render(request, "indicators/returns.html", context)


@needs(Duty.KEEP_INDICATORS, purpose=Purpose.STATISTICS)
@require_POST
def open_ended(request: SignedInRequest) -> HttpResponse:
    ended = [period_of(today(), cadence=one).before for one in Cadence]
    opened = sum(returning.open_returns(one, at=now(), by=request.user) for one in ended)
    messages.success(
        request, f"{opened} returns were opened." if opened else "All are open already."
    )
    return redirect("indicators:returns")


@needs(*SENDING, purpose=Purpose.STATISTICS)
@require_GET
def one_return(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    owner = _seen(request, return_id)
    audit.record(verb=Happened.RETURN_READ, subject=owner)
    return _page(request, owner)


@needs(*SENDING, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def fill(request: SignedInRequest, return_id: UUID, code: str) -> HttpResponse:
    found = filled(_seen(request, return_id))
    part = next((one for one in found.parts if one.definition.code == code), None)
    if part is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = FiguresForm(data, part=part, given=found.given.get(code, {}))
    if form.is_valid() and _kept(request, found, form):
        return redirect("indicators:fill", return_id, code)
    indicator = _indicator(found, code)
    context = {
        **_standing(request, found.owner),
        "form": form,
        "part": part,
        "facts": presenting.reading_of(indicator),
        "to_mend": [one for one in presenting.to_mend(found) if one.indicator == part.title],
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/fill.html", context, status=status)


@needs(*SENDING, purpose=Purpose.STATISTICS)
@require_POST
def send(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    said = "The return waits for a colleague's signature."
    return _done(request, return_id, returning.send, said)


@needs(*SENDING, purpose=Purpose.STATISTICS)
@require_POST
def sign(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    return _done(request, return_id, returning.sign, "The return is signed and locked.")


@needs(Duty.KEEP_INDICATORS, purpose=Purpose.STATISTICS)
@require_POST
def count(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    said = "The figures were counted from records."
    return _done(request, return_id, computing.count_from_records, said)


@needs(*SENDING, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def send_back(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    return _with_reason(request, return_id, returning.send_back, "Send it back")


@needs(*SENDING, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    return _with_reason(request, return_id, returning.reopen, "Open it again")


def _with_reason(request: SignedInRequest, return_id: UUID, deed: Deed, words: str) -> HttpResponse:
    owner = _seen(request, return_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            deed(owner.pk, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The return is open again.")
            return redirect("indicators:return", owner.pk)
    context = {**_standing(request, owner), "form": form, "words": words}
    return render(request, "indicators/reason.html", context, status=422 if form.errors else 200)


def _done(request: SignedInRequest, return_id: UUID, deed: Deed, said: str) -> HttpResponse:
    owner = _seen(request, return_id)
    try:
        deed(owner.pk, by=request.user, at=now())
    except Refused as refusal:
        return _page(request, owner, refused=str(refusal))
    messages.success(request, said)
    return redirect("indicators:return", owner.pk)


def _page(request: SignedInRequest, owner: Return, *, refused: str = "") -> HttpResponse:
    found, way = filled(owner), steps_of(owner)
    is_uncounted = owner.is_computed and not found.given
    context = {
        **_standing(request, owner),
        "refused": refused,
        "is_uncounted": is_uncounted,
        "to_mend": [] if is_uncounted else presenting.to_mend(found),
        "left": found.to_fix,
        "parts": presenting.part_lines(found),
        "steps": presenting.steps(way),
        "quality": presenting.quality_of(owner, found, way),
    }
    status = 422 if refused else 200
    return render(request, "indicators/return.html", context, status=status)


def _standing(request: SignedInRequest, owner: Return) -> dict[str, object]:
    fills = policy.returns_filled_by(request.user).filter(pk=owner.pk).exists()
    is_open, is_sent = owner.state == Return.State.OPEN, owner.state == Return.State.SENT
    return {
        "line": presenting.return_line(owner, on=today()),
        "return_id": owner.pk,
        "agency": owner.agency.name,
        "may_fill": fills and is_open and not owner.is_computed,
        "may_count": fills and is_open and owner.is_computed,
        "may_send": fills and is_open,
        "may_sign": fills and is_sent and owner.sent_by_id != request.user.pk,
        "may_send_back": fills and is_sent,
        "may_reopen": owner.state == Return.State.SIGNED,
        "signed": [one.name for one in (owner.sent_by, owner.signed_by) if one],
    }


def _kept(request: SignedInRequest, found: Filled, form: FiguresForm) -> bool:
    indicator = _indicator(found, form.definition.code)
    try:
        returning.save_figures(
            found.owner.pk, indicator=indicator, values=form.values(), by=request.user, at=now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Saved.")
    return True


def _indicator(found: Filled, code: str) -> Indicator:
    owner = found.owner
    asked = book.asked_of(owner.agency, read_period(owner.period), is_computed=owner.is_computed)
    return next(one for one in asked if one.code == code)


def _seen(request: SignedInRequest, return_id: UUID) -> Return:
    return get_object_or_404(seen(request.user), pk=return_id)
