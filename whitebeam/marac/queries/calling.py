"""The professionals' meeting of a case that has begun, and the statement that holds now."""

from django.db import connection

from whitebeam.accounts.models import User
from whitebeam.kernel.today import Today
from whitebeam.marac import policy
from whitebeam.marac.models import Case, Meeting, Statement


def running_meeting(case: Case) -> Meeting | None:
    """Return the professionals' meeting about this case that is not over."""
    over = (Meeting.State.ENDED, Meeting.State.SIGNED, Meeting.State.CANCELLED)
    rows = Meeting.objects.filter(kind=Meeting.Kind.PROFESSIONALS, items__case=case)
    return rows.exclude(state__in=over).order_by("-starts_at").first()


def meetings_of(user: User, case: Case) -> list[Meeting]:
    """Return the professionals' meetings about a case, the newest first."""
    rows = policy.meetings_seen_by(user).filter(kind=Meeting.Kind.PROFESSIONALS, items__case=case)
    called = rows.exclude(state=Meeting.State.CANCELLED).select_related("called_by")
    return list(called.order_by("-starts_at", "pk"))


def called_to(meeting: Meeting) -> list[User]:
    """Return whoever works on the case of a professionals' meeting and is not kept from it.

    The database names them: of the parts in a case one sees one's own agency's.
    """
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_called_to(%s)", [meeting.pk])
        found = [row[0] for row in cursor.fetchall()]
    return list(User.objects.filter(pk__in=found, is_active=True).order_by("pk"))


def waits_on_a_list(case: Case) -> bool:
    """Return whether the case has an open place on a list."""
    return case.listings.filter(outcome="", is_aside=False).exists()


def statement_now() -> Statement | None:
    """Return the confidentiality statement in force today."""
    rows = Statement.objects.filter(starts_on__lte=Today())
    return rows.order_by("-starts_on", "-version").first()
