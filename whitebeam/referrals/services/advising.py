"""Advice asked and given about a situation, with nobody named; it can become a referral."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Area
from whitebeam.referrals import policy
from whitebeam.referrals.events import Happened
from whitebeam.referrals.models import AdviceContact, Draft, Referral
from whitebeam.referrals.queries.forms import definition_of, form_in_force
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.rules.told import told
from whitebeam.referrals.services.drafting import FORMS, start_draft

ADVICE_FORM = "advice"


@transaction.atomic
def record_advice(
    *, answers: Mapping[str, object], form: Form, agency: Agency, by: User, at: datetime
) -> AdviceContact:
    """Write what was asked, and what was advised if that is known yet.

    :raises Refused: if the worker does not advise for this agency
    """
    if not policy.agencies_advising(by).filter(pk=agency.pk).exists():
        raise Refused("You cannot record advice for this agency")
    said = told(form, answers=answers, on=at.date())
    advice = AdviceContact(
        agency=agency,
        topic=",".join(said.chosen("advice.topics")),
        area=Area.objects.filter(code=said.text("location.area")).first(),
        question=said.text("advice.question"),
        advice=said.text("advice.given") or None,
        outcome=said.choice("advice.outcome"),
        by=by,
        at=at,
    )
    advice.save(force_insert=True)
    audit.record(verb=Happened.ADVICE_ASKED, subject=advice)
    return advice


@transaction.atomic
def give_advice(advice_id: UUID, *, words: str, outcome: str, by: User, at: datetime) -> None:
    """Write what was advised, and what comes next.

    :raises Refused: if nothing is written, or the worker cannot see it
    """
    if not words.strip():
        raise Refused("Enter what was advised")
    advice = policy.advice_of(by).select_for_update(of=("self",)).filter(pk=advice_id).first()
    if advice is None:
        raise Refused("This advice can no longer be seen")
    advice.advice, advice.outcome = words, outcome
    advice.save(update_fields=["advice", "outcome", "updated_at"])
    audit.record(verb=Happened.ADVICE_GIVEN, subject=advice, outcome=outcome)


@transaction.atomic
def refer_from_advice(advice_id: UUID, *, by: User, at: datetime) -> Draft:
    """Begin a referral from advice: what was asked and where is carried over, and nothing else.

    :raises Refused: if it has become a referral already, or the worker may not refer
    """
    advice = policy.advice_of(by).select_related("agency", "area").filter(pk=advice_id).first()
    if advice is None or advice.referral_id:
        raise Refused("This advice has become a referral already")
    form = definition_of(form_in_force(FORMS[Referral.Route.STANDARD]))
    places = {question.maps_to: question.code for question in form.questions()}
    carried = {
        places["account.what_happened"]: str(advice.question),
        places["location.area"]: advice.area.code if advice.area else "",
    }
    return start_draft(
        agency=advice.agency,
        route=Referral.Route.STANDARD,
        by=by,
        at=at,
        answers={code: answer for code, answer in carried.items() if answer},
        advice=advice,
    )
