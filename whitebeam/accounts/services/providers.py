"""Adds and ends the identity providers that agencies bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from whitebeam.accounts import policy
from whitebeam.accounts.models import IdentityProvider
from whitebeam.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class NewProvider:
    """What an agency tells us of its provider."""

    code: str
    name: str
    issuer: str
    client_id: str
    secret: str
    email_domains: Sequence[str]
    second_factor_values: Sequence[str] = ()


@transaction.atomic
def add_provider(new: NewProvider) -> IdentityProvider:
    """Let an agency's provider sign its people in.

    :raises Refused: if the code is taken, or another provider speaks for one of the addresses
    """
    domains = sorted({domain.strip().lower() for domain in new.email_domains})
    if IdentityProvider.objects.filter(code=new.code).exists():
        raise Refused("There is a provider of this code already")
    if policy.providers_in_use().filter(email_domains__overlap=domains).exists():
        raise Refused("Another provider speaks for one of these addresses already")
    return IdentityProvider.objects.create(
        code=new.code,
        name=new.name,
        issuer=new.issuer.rstrip("/"),
        client_id=new.client_id,
        secret=new.secret,
        email_domains=domains,
        second_factor_values=list(new.second_factor_values),
    )


@transaction.atomic
def end_provider(*, code: str, at: datetime) -> None:
    """Let nobody in through this provider any more.

    :raises Refused: if there is none in use of this code
    """
    if not policy.providers_in_use().filter(code=code).update(ended_at=at):
        raise Refused("There is no provider of this code")
