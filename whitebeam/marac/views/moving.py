"""A case that goes to another MARAC, or came from one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.forms.cases import WordsForm
from whitebeam.marac.forms.listing import MoveForm, NameForm, TransferForm
from whitebeam.marac.models import Case
from whitebeam.marac.queries import packing
from whitebeam.marac.services import transferring
from whitebeam.marac.services.transferring import Where
from whitebeam.marac.views.deeds import ask_and_do, typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

ASK = require_http_methods(["GET", "POST"])
COORDINATING = (Duty.COORDINATE_MARAC,)


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def send(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = _case(request, case_id)
    form = TransferForm(typed(request), panels=packing.panels_beside(case))
    return _where(
        request,
        case,
        form,
        transferring.send,
        heading="Send to another MARAC",
        done="You sent it. It stays yours until they say that they have it.",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def origin(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _where(
        request,
        _case(request, case_id),
        MoveForm(typed(request)),
        transferring.mark_origin,
        heading="It came from another MARAC",
        done="The agenda will say where it came from",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def received(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _named(
        request,
        case_id,
        transferring.received,
        ask="Who there said that they have it?",
        missing="Enter who said that they have it",
        done="The other MARAC has it now",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def adviser(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _named(
        request,
        case_id,
        transferring.adviser_handed_over,
        ask="To whom has her adviser handed over?",
        missing="Enter the name of the adviser there",
        done="The hand-over between advisers is recorded",
    )


@needs(*COORDINATING, purpose=Purpose.MEETING)
@ASK
def bring_back(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    heading = "Why does it come back?"
    form = WordsForm(typed(request), ask=heading, missing="Enter why it comes back")
    act, done = transferring.bring_back, "The case is yours again"
    return ask_and_do(request, case, form, act, page="words", done=done, heading=heading)


def _case(request: SignedInRequest, case_id: UUID) -> Case:
    rows = policy.coordinated_by(request.user).select_related("panel")
    return get_object_or_404(rows, pk=case_id)


def _where(
    request: SignedInRequest, case: Case, form: MoveForm, act: Any, *, heading: str, done: str
) -> HttpResponse:
    def do(*, case_id: UUID, by: Any, at: Any, withheld: str, circulated: str, **said: Any) -> None:
        where = Where(
            **{**said, "documents": tuple(said["documents"])},
            is_address_withheld=withheld == "YES",
            was_circulated=circulated == "YES",
        )
        act(case_id=case_id, where=where, by=by, at=at)

    return ask_and_do(request, case, form, do, page="transfer", done=done, heading=heading)


def _named(
    request: SignedInRequest, case_id: UUID, act: Any, *, ask: str, missing: str, done: str
) -> HttpResponse:
    case = get_object_or_404(policy.coordinated_by(request.user), pk=case_id)
    form = NameForm(typed(request), ask=ask, missing=missing)
    return ask_and_do(request, case, form, act, page="name", done=done, heading=ask)
