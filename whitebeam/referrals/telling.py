"""Who is told what about a referral. A notice carries a reference and no content."""

from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.notices import services as notices
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals.models import Queue, Referral


def sender(referral: Referral, *, template: str, at: datetime) -> None:
    """Tell whoever sent the referral, and nobody else at her agency."""
    notices.tell(referral.submitted_by, template=template, about=referral, at=at)


def worker(user: User, referral: Referral, *, template: str, at: datetime) -> None:
    """Tell one worker."""
    notices.tell(user, template=template, about=referral, at=at)


def duty(agency: Agency, held: Duty, referral: Referral, *, template: str, at: datetime) -> int:
    """Tell everyone with this duty at the agency whom no block keeps out; how many is returned."""
    return notices.tell_duty(agency, held, template=template, about=referral, at=at)


def deputies(agency: Agency, held: Duty, referral: Referral, *, template: str, at: datetime) -> int:
    """Tell those who stand in for this duty at the agency; how many is returned."""
    return notices.tell_deputies(agency, held, template=template, about=referral, at=at)


def queue(waiting_in: Queue, referral: Referral, *, template: str, at: datetime) -> int:
    """Tell the triage workers of a queue."""
    return duty(waiting_in.agency, Duty.TRIAGE_REFERRALS, referral, template=template, at=at)


def holders(referral: Referral, *, template: str, at: datetime) -> int:
    """Tell the agency that holds the referral now."""
    if referral.held_by is None:
        return 0
    return duty(referral.held_by, Duty.TRIAGE_REFERRALS, referral, template=template, at=at)
