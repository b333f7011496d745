"""Doing again what is done already, or what a colleague has done: a sentence, not an error page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from whitebeam.accounts.access import SignedInRequest
from whitebeam.referrals.models import Referral
from whitebeam.referrals.presenters.triage import already
from whitebeam.referrals.queries import waiting


def moved_on(request: SignedInRequest, referral: Referral, *, page: str) -> HttpResponse:
    """Say where the referral stands now, and show it."""
    last = waiting.last_step(referral)
    messages.warning(request, already(referral, last, me=request.user))
    return redirect(page, referral.pk)
