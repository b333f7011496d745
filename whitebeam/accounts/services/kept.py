"""Keeps what a user typed, sealed, until they have signed in again and sent it."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from whitebeam.accounts import policy
from whitebeam.accounts.models import KeptText, User

LONGEST = 200_000
# What proves who somebody is, or that a form is ours, is never kept.
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2",
              "code", "credential", "number")  # fmt: skip
type_of_fields = dict[str, list[str]]


@transaction.atomic
def keep_text(
    user: User, *, address: str, fields: type_of_fields, at: datetime, was_sent: bool = False
) -> bool:
    """Keep these fields of the form at this address, and return whether they were kept.

    Must run as the user, whose own rows alone the database lets through.
    """
    typed = {name: values for name, values in fields.items() if name not in NEVER_KEPT}
    text = json.dumps(typed)
    if not any(value.strip() for values in typed.values() for value in values):
        return False
    if len(text) > LONGEST:
        return False
    kept = policy.kept_by(user).filter(address=address).first() or KeptText(
        user=user, address=address
    )
    kept.fields, kept.kept_at, kept.was_sent = text, at, was_sent
    kept.save()
    return True


def kept_for(user: User, *, address: str) -> type_of_fields:
    """Return what was kept of the form at this address, or nothing."""
    kept = policy.kept_by(user).filter(address=address).first()
    return {} if kept is None else fields_of(kept)


def fields_of(kept: KeptText) -> type_of_fields:
    """Return the fields of a kept form."""
    fields: dict[str, Any] = json.loads(str(kept.fields))
    return {str(name): [str(value) for value in values] for name, values in fields.items()}


def forget_text(user: User, *, address: str) -> None:
    """Forget what was kept of the form at this address: it has arrived, or is not wanted."""
    policy.kept_by(user).filter(address=address).delete()
