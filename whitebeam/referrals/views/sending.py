"""Checking the answers, confirming what is known, sending, and the receipt."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.people import policy as people_policy
from whitebeam.people.models import Person
from whitebeam.referrals import policy
from whitebeam.referrals.events import Happened
from whitebeam.referrals.forms.starting import ToldForm, UnsentForm
from whitebeam.referrals.models import Draft
from whitebeam.referrals.presenters.journey import check_groups, file_line, receipt_of
from whitebeam.referrals.queries.forms import areas_in_use, bounds, definition_of
from whitebeam.referrals.queries.risk_signs import nudges_in, prompts_in
from whitebeam.referrals.queries.told_before import facts_about
from whitebeam.referrals.rules.answers import KNOWN_PERSON, text_of
from whitebeam.referrals.rules.progress import is_complete
from whitebeam.referrals.services.drafting import answers_in, fill_in
from whitebeam.referrals.services.sending import send_referral
from whitebeam.referrals.views.asking import draft_of, now, today

REFERRING = (Duty.REFER, Duty.SHORT_REFERRAL, Duty.REFER_TO_MARAC)
# A form whose draft is sent by another app, to the address of this name.
SENT_BY = {"marac_referral": "marac:send"}
# A form for which another app knows more: it shows what is known at the address of this name.
TOLD_BY = {"marac_referral": "marac:known"}
SHOWN = (Class.F2, Class.F3, Class.F5, Class.F7, Class.F9)


@needs(*REFERRING)
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    key = _key(request)
    if sent := policy.sent_by(request.user).filter(once_key=key).first():
        return redirect("referrals:sent_receipt", sent.pk)
    draft = draft_of(request, draft_id)
    form = UnsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and draft.form.code not in SENT_BY:
        try:
            referral = send_referral(draft.pk, once_key=key, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("referrals:sent_receipt", referral.pk)
    status = 422 if form.errors else 200
    return render(request, "referrals/journey/check.html", _checked(draft, form), status=status)


@needs(*REFERRING)
@require_GET
def receipt(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    mine = policy.sent_by(request.user).filter(submitted_by=request.user)
    referral = get_object_or_404(mine, pk=referral_id)
    stay = referral.stays.select_related("queue__agency", "agreement").earliest("entered_at")
    audit.record_reading(verb=Happened.RECEIPT_OPENED, subject=referral, classes=(Class.F1,))
    context = {"receipt": receipt_of(referral, stay, now=now()), "referral_id": referral.pk}
    return render(request, "referrals/journey/receipt.html", context)


@needs(*REFERRING)
@require_http_methods(["GET", "POST"])
def told(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    draft = draft_of(request, draft_id)
    if draft.form.code in TOLD_BY:
        return redirect(TOLD_BY[draft.form.code], draft.pk)
    person = get_object_or_404(
        people_policy.visible_to(request.user).select_related("recorded_by", "area"),
        pk=text_of(answers_in(draft).get(KNOWN_PERSON)) or None,
    )
    form = definition_of(draft.form)
    facts = facts_about(person, form=form, user=request.user, on=today())
    ticks = ToldForm(request.POST if request.method == "POST" else None, facts=facts)
    if ticks.is_valid():
        confirmed = [fact for fact in facts if fact.code in ticks.cleaned_data["facts"]]
        answers = {code: answer for fact in confirmed for code, answer in fact.answers.items()}
        fill_in(draft.pk, answers=answers, by=request.user)
        return redirect("referrals:tasks", draft.pk)
    _audit_shown(person, [fact.code for fact in facts])
    context = {"form": ticks, "draft_id": draft.pk, "has_facts": bool(facts)}
    return render(request, "referrals/journey/told.html", context)


def _checked(draft: Draft, form: UnsentForm) -> dict[str, object]:
    definition, answers, code = definition_of(draft.form), answers_in(draft), draft.form.code
    held = draft.documents.filter(removed_at=None).order_by("added_at")
    return {
        "form": form,
        "draft_id": draft.pk,
        "back": reverse("referrals:tasks", args=[draft.pk]),
        "groups": check_groups(draft.pk, definition, answers, dict(areas_in_use())),
        "send_to": reverse(SENT_BY[code], args=[draft.pk]) if code in SENT_BY else "",
        "documents": [file_line(document) for document in held],
        "prompts": prompts_in(definition, answers=answers),
        "nudges": nudges_in(definition, answers=answers),
        "is_complete": is_complete(definition, answers=answers, bounds=bounds(on=today())),
    }


def _audit_shown(person: Person, codes: list[str]) -> None:
    audit.record_reading(
        verb=Happened.KNOWN_FACTS_SHOWN, person_id=person.pk, classes=SHOWN, facts=codes
    )


def _key(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return uuid4()
