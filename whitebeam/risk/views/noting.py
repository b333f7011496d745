"""Child AWARE: what was seen and heard of one child."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.forms.deeds import ChildAwareForm
from whitebeam.risk.presenters.reviews import ChildNote
from whitebeam.risk.queries.beside import beside
from whitebeam.risk.services.noting import note_child
from whitebeam.risk.views.one import agency_for, now, person_of, typed


@needs(*policy.SEEING, purpose=Purpose.CHILDRENS_SAFEGUARDING)
@require_http_methods(["GET", "POST"])
def child(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    her = person_of(request, person_id)
    form = ChildAwareForm(typed(request))
    if form.is_valid():
        said = dict(form.cleaned_data)
        steps = said.pop("next_steps")
        agency = agency_for(request, her, *policy.SEEING)
        try:
            note_child(
                child=her, agency=agency, said=said, next_steps=steps, by=request.user, at=now()
            )
        except Refused as refusal:
            form.add_error("appearance", str(refusal))
        else:
            messages.success(request, "Noted")
            return redirect("risk:child", her.pk)
    audit.record_reading(verb=Happened.CHILD_NOTES_OPENED, subject=her, classes=(Class.F9,))
    notes = [ChildNote.of(one) for one in beside(request.user, her).notes]
    context = {"form": form, "person": her, "notes": notes}
    return render(request, "risk/child.html", context, status=422 if form.errors else 200)
