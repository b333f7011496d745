"""Gathers what the page of one held referral shows."""

import json
from datetime import datetime
from typing import Any

from whitebeam.accounts.models import User
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty
from whitebeam.people.policy import visible_to
from whitebeam.people.queries.contact import safe_contacts_of
from whitebeam.referrals import policy
from whitebeam.referrals.models import Referral
from whitebeam.referrals.presenters.answers import answers_of, correctable
from whitebeam.referrals.presenters.held import HeldReferral, correction_rows, note_cards
from whitebeam.referrals.presenters.told import told_rows
from whitebeam.referrals.presenters.triage import timeline
from whitebeam.referrals.queries import one, waiting
from whitebeam.referrals.queries.forms import definition_of
from whitebeam.referrals.queries.risk_signs import prompts_in
from whitebeam.referrals.services import taking_up


def page_of(referral: Referral, *, user: User, now: datetime) -> dict[str, Any]:
    """Return the context of the triage page: people, answers, holds, what may be done."""
    return {
        "page": _head_of(referral, user=user, now=now),
        "answers": answers_of(referral, audience="holder"),
        "prompts": prompts_in(
            definition_of(referral.form), answers=json.loads(str(referral.answers))
        ),
        "steps": timeline(waiting.history(referral), now=now),
        "notes": note_cards(one.notes_of(referral), now=now),
        "corrections": correction_rows(
            one.corrections_of(referral), dict(correctable(referral)), now=now
        ),
        "told": told_rows(taking_up.offered(referral, to=user)),
        "documents": one.documents_of(referral),
        "transfer": one.open_transfer(referral),
    }


def _head_of(referral: Referral, *, user: User, now: datetime) -> HeldReferral:
    entry = policy.waiting_for(user).filter(referral=referral).first()
    parts = one.parts_of(referral, seen=visible_to(user))
    harmed = next((part.person for part in parts if part.kind == "VICTIM"), None)
    assignable = policy.assignable_by(user)
    return HeldReferral.of(
        referral,
        parts=parts,
        hold=waiting.open_hold(entry, at=now) if entry else None,
        me=user,
        due_at=entry.due_at if entry else None,
        is_waiting=entry is not None,
        may_assign=entry is not None and assignable.filter(pk=entry.pk).exists(),
        may_go_to_marac=has_duty(user, Duty.REFER_TO_MARAC),
        safe=safe_contacts_of(harmed) if harmed else [],
        now=now,
    )
