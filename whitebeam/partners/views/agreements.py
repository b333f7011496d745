"""Sharing agreements: what holds, what ends soon, and moving the end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.stepup import with_fresh_second_factor
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy, queries
from whitebeam.partners.access import needs
from whitebeam.partners.forms import AgreementForm
from whitebeam.partners.models import Duty
from whitebeam.partners.presenters import AgreementRow, agreement_facts
from whitebeam.partners.services import agreements

READERS = (Duty.GUARD_RECORDS, Duty.CONFIGURE_PARTNERSHIP, Duty.MANAGE_AGENCY)


@needs(*READERS, purpose=Purpose.SUPERVISION)
@require_safe
def list_agreements(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [AgreementRow.of(each, on=today) for each in queries.agreements_of(request.user)]
    return render(request, "partners/agreements.html", {"agreements": rows})


@needs(*READERS, purpose=Purpose.SUPERVISION)
@require_safe
def show_agreement(request: SignedInRequest, agreement_id: UUID) -> HttpResponse:
    agreement = get_object_or_404(queries.agreements_of(request.user), pk=agreement_id)
    context = {
        "agreement": AgreementRow.of(agreement, on=timezone.localdate()),
        "facts": agreement_facts(agreement),
        "may_change": policy.has_duty(request.user, Duty.GUARD_RECORDS),
    }
    return render(request, "partners/agreement.html", context)


@needs(Duty.GUARD_RECORDS, purpose=Purpose.SUPERVISION)
@with_fresh_second_factor
@require_http_methods(["GET", "POST"])
def set_end(request: SignedInRequest, agreement_id: UUID) -> HttpResponse:
    agreement = get_object_or_404(queries.agreements_of(request.user), pk=agreement_id)
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        initial={"review_on": agreement.review_on, "ends_on": agreement.ends_on},
    )
    if form.is_valid():
        try:
            agreements.set_end(agreement_id=agreement.pk, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The agreement is changed")
            return redirect("partners:agreement", agreement.pk)
    context = {"form": form, "agreement": AgreementRow.of(agreement, on=timezone.localdate())}
    return render(
        request, "partners/agreement_end.html", context, status=422 if form.errors else 200
    )
