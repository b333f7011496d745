"""The calendar of the panels, with what is taken of each meeting, and choices for screening."""

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.today import Today
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Case, Meeting, Panel, Pathway
from whitebeam.marac.rules.calendar import Fill
from whitebeam.partners.models import Agency

SHOWN = 6


def upcoming(user: User, *, at: datetime) -> QuerySet[Meeting]:
    """Return the panels' meetings that are still to come or running, the next first."""
    return _with_items(
        policy.meetings_seen_by(user)
        .filter(kind=Meeting.Kind.PANEL)
        .filter(Q(starts_at__gte=at) | Q(state=Meeting.State.RUNNING))
        .exclude(state=Meeting.State.CANCELLED)
    ).order_by("starts_at", "panel__name")


def open_to(case: Case, user: User, *, at: datetime) -> QuerySet[Meeting]:
    """Return the coming meetings of a case's panel on whose list it may be put."""
    return _with_items(
        policy.meetings_run_by(user).filter(
            panel=case.panel,
            kind=Meeting.Kind.PANEL,
            state__in=(Meeting.State.PLANNED, Meeting.State.CIRCULATED),
            starts_at__gte=at,
        )
    ).order_by("starts_at")[:SHOWN]


def fill_of(meeting: Meeting) -> Fill:
    """Return how full a meeting is, counting what the reader may see."""
    listed = [item for item in meeting.items.all() if item.outcome in {"", "HEARD"}]
    return Fill(
        minutes=meeting.minutes, taken=sum(item.minutes for item in listed), cases=len(listed)
    )


def panels(user: User) -> QuerySet[Panel]:
    """Return the panels that the user coordinates, by name."""
    return policy.panels_coordinated_by(user).select_related("area").order_by("name")


def pathways() -> QuerySet[Pathway]:
    """Return the pathways in force today, in the order of the pack."""
    return Pathway.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()), starts_on__lte=Today()
    ).order_by("created_at", "name")


def services_speaking(case: Case) -> QuerySet[Agency]:
    """Return the services that may speak for the person harmed in this area."""
    return (
        Agency.objects.filter(kind=Agency.Kind.SPECIALIST_SERVICE, status=Agency.Status.ACTIVE)
        .filter(Q(served__area=case.panel.area) | Q(pk=case.panel.advocated_by_id))
        .distinct()
        .order_by("name")
    )


def _with_items(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.select_related("panel").prefetch_related(
        Prefetch("items", queryset=AgendaItem.objects.exclude(outcome="DEFERRED"))
    )
