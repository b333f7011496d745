"""Referrals to MARAC as they are made: a form in force, a draft filled in, sent by the service.

case = a_referred_case(marac)                          # the standard story, by marac.referrer
case = a_referred_case(marac, answers={"consent": "REFUSED", "without_consent_why": "…"})
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from tests.marac_builders import NOON, Marac, acting_as
from tests.referral_builders import LONG_AGO
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.marac.models import Case
from whitebeam.marac.services.referring import refer
from whitebeam.partners.models import Agency
from whitebeam.referrals.models import Draft, FormVersion
from whitebeam.referrals.rules.form_definition import Form

FORM = Path(__file__).parents[1] / "packs" / "kent_medway" / "forms" / "marac_referral.yaml"
STORY: dict[str, Any] = {
    "told": "YES",
    "consent": "AGREED",
    "contact_answer": "SAFE",
    "contact_channels": ["CALL"],
    "contact_phone": "07700 900123",
    "talking": "Her sister knows. His mother must not.",
    "known_as": "Wren Example",
    "previous_names": "Sparrow",
    "date_of_birth": {"day": "3", "month": "5", "year": "1990"},
    "sex": "FEMALE",
    "address": "1 Long Lane",
    "address_confidential": "YES",
    "harm_persons": [
        {
            "harm_relationship": "EX_PARTNER",
            "harm_name": "Rook Invented",
            "harm_date_of_birth": {"age": "40"},
            "harm_whereabouts": "2 Short Street",
        }
    ],
    "has_children": "YES",
    "children": [
        {
            "child_name": "Robin Example",
            "child_date_of_birth": {"year": "2018"},
            "child_school": "Invented Primary",
            "child_lives_with": "WITH_PERSON",
        }
    ],
    "grounds": ["PROFESSIONAL_JUDGEMENT", "VISIBLE_HIGH_RISK"],
    "risk_tool": "DASH checklist, the school nurse",
    "risk_score": "15 of 24 yes",
    "judgement": "He has tried to strangle her.",
    "background": "He broke the door on Sunday. She has bruises. The police came.",
    "event_kind": "PROPERTY",
    "event_on": {"day": "1", "month": "3", "year": "2026"},
    "fears": "That he will take the child.",
    "abuse_types": ["PHYSICAL", "CONTROLLING"],
    "ethnicity": "WHITE",
}


@cache
def _definition() -> str:
    return json.dumps(
        Form.model_validate(yaml.safe_load(FORM.read_text())).model_dump(mode="json", by_alias=True)
    )


def a_marac_form() -> FormVersion:
    """Return the referral form of MARAC in force, writing it if it is not there."""
    with as_role("wb_bulk"):
        made, _ = FormVersion.objects.get_or_create(
            code="marac_referral",
            version=1,
            defaults={
                "name": "Referral to MARAC",
                "starts_on": LONG_AGO,
                "definition": json.loads(_definition()),
            },
        )
    return made


def a_marac_draft(marac: Marac, *, answers: dict[str, Any] | None = None, **given: Any) -> Draft:
    """Return an unsent draft of the standard story, changed by these answers."""
    by: User = given.get("by", marac.referrer)
    agency: Agency = given.get("agency", marac.school)
    story = STORY | {"district": marac.panel.area.code} | (answers or {})
    with as_role("wb_bulk"):
        return Draft.objects.create(
            writer=by, agency=agency, form=a_marac_form(), answers=json.dumps(story)
        )


def a_referred_case(
    marac: Marac,
    *,
    answers: dict[str, Any] | None = None,
    at: datetime = NOON,
    **given: Any,
) -> Case:
    """Return a case that was really referred."""
    by: User = given.get("by", marac.referrer)
    draft = a_marac_draft(marac, answers=answers, **given)
    with acting_as(by):
        return refer(draft.pk, once_key=uuid4(), by=by, at=at)
