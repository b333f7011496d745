"""Who is told what about a case. A notice carries a reference and no content."""

from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.marac.models import Case
from whitebeam.notices import services as notices
from whitebeam.partners.models import Agency, Duty


def coordinators(case: Case, *, template: str, at: datetime) -> int:
    """Tell those who coordinate the case's panel; how many is returned."""
    agency = case.panel.coordinated_by
    return notices.tell_duty(agency, Duty.COORDINATE_MARAC, template=template, about=case, at=at)


def referrer(case: Case, *, template: str, at: datetime) -> None:
    """Tell whoever referred the case, and nobody else at her agency."""
    notices.tell(case.referred_by, template=template, about=case, at=at)


def worker(user: User, case: Case, *, template: str, at: datetime) -> None:
    """Tell one worker."""
    notices.tell(user, template=template, about=case, at=at)


def duty(agency: Agency, held: Duty, case: Case, *, template: str, at: datetime) -> int:
    """Tell everyone with this duty at an agency; how many is returned."""
    return notices.tell_duty(agency, held, template=template, about=case, at=at)
