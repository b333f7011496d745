"""Correcting something that one's own agency shared or withheld."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.forms.answering import ItemForm, WhyForm
from whitebeam.marac.models import ResearchItem, ResearchRequest
from whitebeam.marac.presenters.research import people_of
from whitebeam.marac.queries import research
from whitebeam.marac.services import answering
from whitebeam.marac.services.ledger import Why

KEPT = ("text", "kind", "topic", "source", "dated_on", "is_withheld", "why_withheld")


def _correct(request: SignedInRequest, item_id: UUID) -> HttpResponse:
    item = get_object_or_404(policy.items_kept_by(request.user), pk=item_id)
    asked = get_object_or_404(research.asked(request.user), pk=item.request_id)
    audit.record_reading(verb=Researched.REQUEST_OPENED, subject=asked, classes=answering.CLASSES)
    form, why = _forms(request, item, asked)
    if form.is_valid() and why.is_valid():
        try:
            held = form.held()
            at = timezone.now()
            answering.correct(item.pk, held, why=why.why(), by=request.user, at=at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is corrected. The panel sees the new words.")
            return redirect("marac:answer", asked.pk)
    status = 422 if form.errors or why.errors else 200
    context = {"form": form, "why": why, "asked_pk": asked.pk}
    return render(request, "marac/research/correct.html", context, status=status)


def _forms(
    request: SignedInRequest, item: ResearchItem, asked: ResearchRequest
) -> tuple[ItemForm, WhyForm]:
    sent = request.POST if request.method == "POST" else None
    people = [(person.pk, person.name) for person in people_of(asked)]
    initial = {name: getattr(item, name) for name in KEPT}
    form = ItemForm(
        sent,
        people=people,
        initial=initial | {"about": str(item.about_id or ""), "once_key": uuid4()},
    )
    form.fields["text"].required = True
    form.fields["text"].error_messages["required"] = "Enter what your agency knows"
    usual = Why.usual(asked.agency)
    words = {
        "basis": usual.basis,
        "necessity": usual.necessity,
        "proportionality": usual.proportionality,
    }
    return form, WhyForm(sent, initial=words)


correct = signed_in(require_http_methods(["GET", "POST"])(_correct), purpose=Purpose.MEETING)
