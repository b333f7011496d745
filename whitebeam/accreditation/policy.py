"""Who reads how far an organisation has come, and who says it."""

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.accreditation.models import Effort
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import agencies_where, has_duty

READERS = (Duty.KEEP_PLAN, Duty.REPORT_PROGRESS, Duty.SIT_IN_GROUPS, Duty.VIEW_INDICATORS)
# Who steers the MARACs reads how they stand to the ten principles, and no other standard. The
# database decides the same again (accreditation migration 0095).
STEERING = (*READERS, Duty.VIEW_MARAC_FIGURES)
OF_MARACS = "marac-principles"


def visible_to(user: User) -> QuerySet[Effort]:
    """Return every organisation's way to a standard, to those who read the plan."""
    efforts = Effort.objects.filter(ended_on=None, standard__ended_on=None)
    return efforts if has_duty(user, *READERS) else efforts.none()


def marac_efforts_seen_by(user: User) -> QuerySet[Effort]:
    """Return the ways to the principles of a MARAC, to those who steer one or read the plan."""
    efforts = Effort.objects.filter(
        ended_on=None, standard__ended_on=None, standard__code=OF_MARACS
    )
    return efforts if has_duty(user, *STEERING) else efforts.none()


def answerable_by(user: User) -> QuerySet[Effort]:
    """Return those for which the user may answer: an owner's own agency, a keeper's all."""
    if has_duty(user, Duty.KEEP_PLAN):
        return visible_to(user)
    return visible_to(user).filter(agency__in=agencies_where(user, Duty.REPORT_PROGRESS))
