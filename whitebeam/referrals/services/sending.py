"""Sending a referral: everything it brings about, in one transaction, once."""

import json
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Area
from whitebeam.partners.queries import area_of_postcode
from whitebeam.people import services as people
from whitebeam.people.models import Involvement
from whitebeam.referrals import policy, telling
from whitebeam.referrals.events import Happened
from whitebeam.referrals.models import AdviceContact, Draft, QueueEntry, Referral, StateChange
from whitebeam.referrals.queries.forms import bounds, definition_of
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.rules.form_path import live_answers, needs_raised
from whitebeam.referrals.rules.progress import is_complete
from whitebeam.referrals.rules.references import new_reference
from whitebeam.referrals.rules.routing import Subject
from whitebeam.referrals.rules.told import Told, told, without_home
from whitebeam.referrals.services import moving
from whitebeam.referrals.services.adding import Sender
from whitebeam.referrals.services.casting import Role, cast, write_parts
from whitebeam.referrals.services.drafting import answers_in, locked_draft
from whitebeam.referrals.services.placing import Placement, place

SHORT_FORM = "short_referral"
EMPTY = json.dumps({})


@transaction.atomic
def send_referral(draft_id: UUID, *, once_key: UUID, by: User, at: datetime) -> Referral:
    """Send a draft: write its people, its referral and its place in a queue, and tell the queue.

    The same key sends once: a second call returns the referral of the first.

    :raises Refused: if the draft is gone, not complete, or nobody could receive it
    """
    if sent := _sent(once_key, by):
        return sent
    try:
        draft = locked_draft(draft_id, by=by)
    except Refused:
        # Of two calls at once the second has waited for the first, and finds what it sent.
        if sent := _sent(once_key, by):
            return sent
        raise
    form, answers, on = definition_of(draft.form), answers_in(draft), at.astimezone(LONDON).date()
    if not is_complete(form, answers=answers, bounds=bounds(on=on)):
        raise Refused("Some answers are missing or need mending before this can be sent")
    said = told(form, answers=answers, on=on)
    area = _area(said)
    sender = Sender(draft.agency, by, at)
    roles = cast(said, area_code=area.code if area else "", sender=sender)
    placement = place(_subject(form, answers, said, area, on), sender=draft.agency, on=on)
    referral = _written(draft, form, answers, said, area, placement, once_key, sender)
    write_parts(referral, roles)
    entry = _entered(referral, placement, roles, sender)
    _close(draft, referral, at)
    audit.record(
        verb=Happened.REFERRAL_SENT,
        subject=referral,
        person_id=roles[0].person.pk,
        classes=(Class.F2, Class.F5, Class.F6, Class.F7, Class.F9, Class.F10),
        queue=placement.queue.code,
        rule=placement.rule.code if placement.rule else "",
        due_at=entry.due_at,
    )
    telling.queue(placement.queue, referral, template="referral_arrived", at=at)
    return referral


def route_of(draft: Draft, *, by: User) -> Referral.Route:
    """Return the route by which a draft is sent."""
    if by.kind == User.Kind.GUEST:
        return Referral.Route.GUEST
    return Referral.Route.SHORT if draft.form.code == SHORT_FORM else Referral.Route.STANDARD


def _sent(once_key: UUID, by: User) -> Referral | None:
    return policy.sent_by(by).filter(submitted_by=by, once_key=once_key).first()


def _area(said: Told) -> Area | None:
    if postcode := said.text("location.postcode"):
        found = area_of_postcode(postcode)
        if found is not None:
            return found
    return Area.objects.filter(code=said.text("location.area")).first()


def _subject(
    form: Form, answers: dict[str, object], said: Told, area: Area | None, on: date
) -> Subject:
    born = said.known_date("person.date_of_birth")
    return Subject(
        area=area.code if area else "",
        age=born.age_on(on) if born else None,
        sex=said.choice("person.sex", default="NOT_KNOWN"),
        risk=said.choice("risk.level", default="NOT_KNOWN"),
        needs=needs_raised(form, answers=answers),
    )


def _written(
    draft: Draft,
    form: Form,
    answers: dict[str, object],
    said: Told,
    area: Area | None,
    placement: Placement,
    once_key: UUID,
    sender: Sender,
) -> Referral:
    basis, reason = said.choice("consent.basis"), said.text("consent.reason")
    if not basis or (basis != Referral.Basis.CONSENT and not reason):
        raise Refused("Say on what basis you are sharing this, and why")
    live = live_answers(form, answers=answers)
    referral = Referral(
        reference=new_reference(),
        form=draft.form,
        answers=json.dumps(
            without_home(form, answers=live) if said.is_home_confidential() else live
        ),
        route=route_of(draft, by=sender.by),
        risk=said.choice("risk.level", default=Referral.Risk.NOT_KNOWN),
        is_unsafe_now=said.choice("safety.home_safe") == "NO",
        needs=sorted(needs_raised(form, answers=answers)),
        area=area,
        basis=basis,
        basis_reason=reason or None,
        sent_by=sender.agency,
        submitted_by=sender.by,
        sent_at=sender.at,
        rule=placement.rule,
        once_key=once_key,
    )
    referral.save(force_insert=True)
    return referral


def _entered(
    referral: Referral, placement: Placement, roles: tuple[Role, ...], sender: Sender
) -> QueueEntry:
    StateChange.objects.create(
        referral=referral,
        after=Referral.State.IN_TRIAGE,
        by=sender.by,
        agency=sender.agency,
        at=sender.at,
    )
    for role in roles:
        people.involve(
            role.person,
            agency=placement.queue.agency,
            capacity=Involvement.Capacity.TRIAGE,
            purpose=Purpose.SUPPORT,
            agreement=placement.agreement,
            by=sender.by,
            on=sender.at.astimezone(LONDON).date(),
        )
    return moving.enter(
        referral, placement.queue, agreement=placement.agreement, by=sender.by, at=sender.at
    )


def _close(draft: Draft, referral: Referral, at: datetime) -> None:
    draft.documents.filter(removed_at=None).update(referral=referral, updated_at=at)
    draft.answers, draft.sent_at, draft.referral = EMPTY, at, referral
    draft.save(update_fields=["answers", "sent_at", "referral", "updated_at"])
    if draft.advice_id:
        AdviceContact.objects.filter(pk=draft.advice_id).update(referral=referral, updated_at=at)
