"""The professionals' meeting of a case that has begun, and the statement that holds now."""

from whitebeam.kernel.today import Today
from whitebeam.marac.models import Case, Meeting, Statement


def running_meeting(case: Case) -> Meeting | None:
    """Return the professionals' meeting about this case that is not over."""
    over = (Meeting.State.ENDED, Meeting.State.SIGNED, Meeting.State.CANCELLED)
    rows = Meeting.objects.filter(kind=Meeting.Kind.PROFESSIONALS, items__case=case)
    return rows.exclude(state__in=over).order_by("-starts_at").first()


def waits_on_a_list(case: Case) -> bool:
    """Return whether the case has an open place on a list."""
    return case.listings.filter(outcome="", is_aside=False).exists()


def statement_now() -> Statement | None:
    """Return the confidentiality statement in force today."""
    rows = Statement.objects.filter(starts_on__lte=Today())
    return rows.order_by("-starts_on", "-version").first()
