"""Accepts a code of an app, or a recovery code, once."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.accounts.rules.one_time_codes import matching_counter

LAST_COUNTER = "last_counter"


@transaction.atomic
def accept_code(user: User, code: str, *, at: datetime) -> Authenticator | None:
    """Return the authenticator whose unused code this is, the code being spent; or nothing.

    Codes that were used are remembered in the database, so that none is good twice however many
    processes serve the site.
    """
    held = Authenticator.objects.select_for_update().filter(user=user)
    for authenticator in held.filter(type=Authenticator.Type.TOTP):
        if _spend(authenticator, code, at=at):
            return authenticator
    for authenticator in held.filter(type=Authenticator.Type.RECOVERY_CODES):
        if authenticator.wrap().validate_code(code):
            return authenticator
    return None


def _spend(authenticator: Authenticator, code: str, *, at: datetime) -> bool:
    counter = matching_counter(
        decrypt(authenticator.data["secret"]),
        code,
        moment=at.timestamp(),
        after=authenticator.data.get(LAST_COUNTER, -1),
    )
    if counter is None:
        return False
    authenticator.data[LAST_COUNTER] = counter
    authenticator.save(update_fields=["data"])
    return True
