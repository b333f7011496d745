"""What the page tests of triage share: workers at their desks, and pages that look the same."""

import re
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import QueueEntry, Reason, Referral

TRIAGE = (Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS, Duty.VIEW_PEOPLE)
NOWHERE = "00000000-0000-4000-8000-000000000000"
# What differs between two answers to the same question: proofs of origin, keys and nonces.
CHANGING = re.compile(rb'nonce="[^"]*"|name="(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"')


def as_user(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


def url(page, referral):
    return reverse(f"referrals:{page}", args=[getattr(referral, "pk", referral)])


def a_reason(kind, label="No room this month", **given):
    with as_role("wb_bulk"):
        return Reason.objects.create(kind=kind, code=f"r-{uuid4().hex[:8]}", label=label, **given)


def text(response):
    return response.content.decode()


def face(response):
    """Return what a reader could tell of an answer: its status, its kind and its words."""
    return (
        response.status_code,
        response.headers.get("Content-Type"),
        CHANGING.sub(b"", response.content),
    )


def as_kept(referral):
    with as_role("wb_bulk"):
        return Referral.objects.get(pk=referral.pk)


def stay_of(referral):
    with as_role("wb_bulk"):
        return QueueEntry.objects.filter(referral=referral).latest("entered_at")


def queries_of(client, address):
    """Return how many statements a page needs once everything that is kept has been fetched."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
