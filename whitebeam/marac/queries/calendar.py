"""The calendar of the panels, with what is taken of each meeting, and choices for screening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.today import Today
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Case, LateReason, Meeting, Panel, Pathway
from whitebeam.marac.rules.calendar import Fill
from whitebeam.partners.models import Agency

SHOWN = 6
PAGE = 15
# A meeting that is late to begin stays among those to come for a day.
STAYS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the calendar and the key after which the next one begins."""

    rows: Sequence[Meeting]
    after: str


def coming(user: User, *, at: datetime, panel: UUID | None = None, after: str = "") -> Page:
    """Return a page of the panels' meetings that are to come or running, the next first."""
    rows = _of_panels(user, panel).filter(_to_come(at))
    if key := _key(after):
        rows = rows.filter(Q(starts_at__gt=key[0]) | Q(starts_at=key[0], pk__gt=key[1]))
    return _page(rows.order_by("starts_at", "pk"))


def next_for(user: User, *, at: datetime, most: int) -> list[Meeting]:
    """Return the meetings to come or running at which the user has a seat, the next first."""
    seated = policy.meetings_attended_by(user).filter(_to_come(at), kind=Meeting.Kind.PANEL)
    return list(_with_items(seated).order_by("starts_at", "pk")[:most])


def held(user: User, *, panel: UUID | None = None, after: str = "") -> Page:
    """Return a page of the panels' meetings that are over, the newest first."""
    rows = _of_panels(user, panel).filter(state__in=(Meeting.State.ENDED, Meeting.State.SIGNED))
    if key := _key(after):
        rows = rows.filter(Q(starts_at__lt=key[0]) | Q(starts_at=key[0], pk__lt=key[1]))
    return _page(rows.order_by("-starts_at", "-pk"))


def opened_by(user: User, meetings: Sequence[Meeting]) -> frozenset[UUID]:
    """Return which of these meetings open to the user: those at which she has a seat."""
    seated = policy.meetings_attended_by(user).filter(pk__in=[one.pk for one in meetings])
    return frozenset(seated.values_list("pk", flat=True))


def to_sign(user: User) -> list[Meeting]:
    """Return the meetings whose minutes wait for the user's signature, the oldest first."""
    chairs = policy.agency_ids_as(user, policy.Capacity.CHAIR)
    rows = policy.meetings_seen_by(user).filter(
        state=Meeting.State.ENDED, panel__chaired_by__in=chairs
    )
    return list(rows.select_related("panel").order_by("starts_at", "pk")[:PAGE])


def every_panel() -> QuerySet[Panel]:
    """Return the panels that sit today, by name."""
    return Panel.objects.filter(ended_on=None).order_by("name")


def open_to(case: Case, user: User, *, at: datetime) -> QuerySet[Meeting]:
    """Return the coming meetings of a case's panel on whose list it may be put."""
    return open_to_panel(case.panel_id, user, at=at)


def open_to_panel(panel: UUID, user: User, *, at: datetime) -> QuerySet[Meeting]:
    """Return the coming meetings of a panel that the user runs, the next first."""
    return _with_items(
        policy.meetings_run_by(user).filter(
            panel=panel,
            kind=Meeting.Kind.PANEL,
            state__in=(Meeting.State.PLANNED, Meeting.State.CIRCULATED),
            starts_at__gte=at,
        )
    ).order_by("starts_at")[:SHOWN]


def fill_of(meeting: Meeting) -> Fill:
    """Return how full a meeting is, counting the cases that the reader may see.

    A list may so be over-booked by a case that its coordinator is kept from. Minutes without a case
    would tell her that there is one, which is worse.
    """
    listed = [item for item in meeting.items.all() if item.outcome in {"", "HEARD"}]
    taken = sum(item.minutes for item in listed)
    return Fill(minutes=meeting.minutes, taken=taken, cases=len(listed))


def fill_in(user: User, meeting_id: UUID) -> Fill | None:
    """Return how full a meeting is that the user runs, counting the cases that she may see."""
    meeting = _with_items(policy.meetings_run_by(user)).filter(pk=meeting_id).first()
    return fill_of(meeting) if meeting else None


def panels(user: User) -> QuerySet[Panel]:
    """Return the panels that the user coordinates, by name."""
    return policy.panels_coordinated_by(user).select_related("area").order_by("name")


def panel_of_home(case: Case) -> Panel | None:
    """Return the panel of the district where she lives, if that is another than the case's."""
    if case.home_area_id is None or case.home_area_id == case.panel.area_id:
        return None
    return Panel.objects.filter(area=case.home_area_id, ended_on=None).first()


def late_reasons() -> QuerySet[LateReason]:
    """Return the reasons in force today for listing a case late, in the order of the pack."""
    return LateReason.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()), starts_on__lte=Today()
    ).order_by("created_at", "label")


def pathways() -> QuerySet[Pathway]:
    """Return the pathways in force today, in the order of the pack."""
    return Pathway.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()), starts_on__lte=Today()
    ).order_by("created_at", "name")


def agencies_of_panel(case: Case) -> QuerySet[Agency]:
    """Return the agencies of which one may act at once: the panel's members and the case's own."""
    own = [case.panel.coordinated_by_id, case.referring_agency_id, case.panel.advocated_by_id]
    members = case.panel.members.filter(ended_on=None).values("agency")
    found = Q(pk__in=members) | Q(pk__in=[pk for pk in own if pk])
    return Agency.objects.filter(found, status=Agency.Status.ACTIVE).order_by("name")


def settles_at_screening() -> bool:
    """Say whether the partnership has a way on which a case is settled at screening."""
    return pathways().filter(kind=Pathway.Kind.TRIAGE_ONLY).exists()


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
        Prefetch(
            "items",
            queryset=AgendaItem.objects.exclude(
                outcome__in=("DEFERRED", "NOT_REACHED", "CALLED_OFF")
            ),
        )
    )


def _to_come(at: datetime) -> Q:
    states = (Meeting.State.PLANNED, Meeting.State.CIRCULATED)
    return Q(starts_at__gte=at - STAYS, state__in=states) | Q(state=Meeting.State.RUNNING)


def _of_panels(user: User, panel: UUID | None) -> QuerySet[Meeting]:
    rows = policy.meetings_seen_by(user).filter(kind=Meeting.Kind.PANEL)
    return rows.filter(panel=panel) if panel else rows


def _page(rows: QuerySet[Meeting]) -> Page:
    found = list(_with_items(rows)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{last.starts_at.isoformat()}~{last.pk}" if last else "")


def _key(after: str) -> tuple[datetime, UUID] | None:
    at, _, pk = after.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return None
