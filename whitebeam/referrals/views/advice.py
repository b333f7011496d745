"""Advice without a name: the list, what was asked, what was advised, and a referral from it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import duties_of
from whitebeam.referrals import policy
from whitebeam.referrals.events import Happened
from whitebeam.referrals.forms.advice import AgencyForm, GivenForm
from whitebeam.referrals.forms.drawn import PageView
from whitebeam.referrals.forms.pages import PageForm
from whitebeam.referrals.presenters.advice import advice_line, advice_view
from whitebeam.referrals.queries.advice import advice_page
from whitebeam.referrals.queries.forms import areas_in_use, definition_of, form_in_force
from whitebeam.referrals.rules.checking import Bounds
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.services.advising import (
    ADVICE_FORM,
    give_advice,
    record_advice,
    refer_from_advice,
)
from whitebeam.referrals.views.asking import now, today

ADVISING = (Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS)
BECOMES_REFERRAL = "REFERRAL"


@needs(*ADVISING)
@require_GET
def advice_list(request: SignedInRequest) -> HttpResponse:
    page = advice_page(policy.advice_of(request.user), before=request.GET.get("before", ""))
    form, moment = _form(), now()
    rows = [advice_line(advice, form=form, now=moment) for advice in page.rows]
    context = {"rows": rows, "before": page.before}
    return render(request, "referrals/advice/list.html", context)


@needs(*ADVISING)
@require_http_methods(["GET", "POST"])
def advice_new(request: SignedInRequest) -> HttpResponse:
    form, areas = _form(), areas_in_use()
    data = request.POST if request.method == "POST" else None
    bounds = Bounds(on=today(), areas=frozenset(code for code, _ in areas))
    asked = PageForm(form.sections[0].pages[0], answers={}, bounds=bounds, areas=areas, data=data)
    agencies = policy.agencies_advising(request.user)
    chosen = AgencyForm(data, agencies=[(str(a.pk), a.name) for a in agencies])
    if asked.is_valid() and chosen.is_valid():
        advice = record_advice(
            answers=asked.typed(),
            form=form,
            agency=agencies.get(pk=chosen.chosen()),
            by=request.user,
            at=now(),
        )
        return _after(request, advice.pk, advice.outcome)
    status = 422 if asked.errors or chosen.errors else 200
    context = {"form": asked, "agency": chosen, "view": PageView.of(asked)}
    return render(request, "referrals/advice/new.html", context, status=status)


@needs(*ADVISING)
@require_http_methods(["GET", "POST"])
def advice_contact(request: SignedInRequest, advice_id: UUID) -> HttpResponse:
    found = policy.advice_of(request.user).select_related("area", "by")
    advice = get_object_or_404(found, pk=advice_id)
    form = _form()
    given = GivenForm(request.POST if request.method == "POST" else None, form=form)
    if given.is_valid():
        give_advice(advice.pk, by=request.user, at=now(), **given.cleaned_data)
        return _after(request, advice.pk, given.cleaned_data["outcome"])
    audit.record_reading(verb=Happened.ADVICE_OPENED, subject=advice, classes=(Class.F6,))
    may_refer = Duty.REFER in duties_of(request.user)
    view = advice_view(advice, form=form, may_refer=may_refer, now=now())
    context = {"form": given, "view": view, "advice_id": advice.pk}
    status = 422 if given.errors else 200
    return render(request, "referrals/advice/contact.html", context, status=status)


@needs(*ADVISING)
@require_POST
def advice_refer(request: SignedInRequest, advice_id: UUID) -> HttpResponse:
    get_object_or_404(policy.advice_of(request.user), pk=advice_id)
    try:
        draft = refer_from_advice(advice_id, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("referrals:advice_contact", advice_id)
    return redirect("referrals:tasks", draft.pk)


def _after(request: SignedInRequest, advice_id: UUID, outcome: str) -> HttpResponse:
    messages.success(request, "The advice was kept.")
    if outcome == BECOMES_REFERRAL and Duty.REFER in duties_of(request.user):
        return advice_refer(request, advice_id)
    return redirect("referrals:advice_contact", advice_id)


def _form() -> Form:
    return definition_of(form_in_force(ADVICE_FORM))
