"""Named reads about groups: the register with its gaps, a meeting, its pack, and the logs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Prefetch, Q, QuerySet, When

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action
from whitebeam.actions.queries.rows import with_names
from whitebeam.directory.models import Group
from whitebeam.governance import policy
from whitebeam.governance.models import (
    AgreedAction,
    Attendance,
    Charter,
    Decision,
    Interest,
    Item,
    Labelling,
    Meeting,
    Minute,
    PackPage,
    Paper,
    Planned,
    Risk,
    Seat,
    Sitting,
)
from whitebeam.kernel.paging import Page, page_of
from whitebeam.kernel.today import Today
from whitebeam.partners.models import Agency, Duty, Membership
from whitebeam.partners.policy import agencies_where


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat and who holds it on a day, if anybody does."""

    seat: Seat
    sitting: Sitting | None


@dataclass(frozen=True, slots=True)
class Registered:
    """A group with its terms and seats."""

    group: Group
    charter: Charter | None
    seats: tuple[HeldSeat, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How many seats nobody holds and how many terms are past their review, with one of each."""

    vacant: int
    late: int
    first_vacant: Seat | None = None
    first_late: Charter | None = None


def groups() -> QuerySet[Group]:
    """Return every group of the partnership, by name. That there is one, everybody may know."""
    return Group.objects.filter(ended_on=None).order_by("name")


def register(*, on: date) -> list[Registered]:
    """Return every group with its seats, in three queries however many there are."""
    return _registered(groups(), on=on)


def registered(group: Group, *, on: date) -> Registered:
    """Return one group with its seats."""
    return _registered(Group.objects.filter(pk=group.pk), on=on)[0]


def _registered(rows: QuerySet[Group], *, on: date) -> list[Registered]:
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    sitting = {
        held.seat_id: held
        for held in Sitting.objects.filter(in_force, starts_on__lte=on).select_related(
            "user", "agency"
        )
    }
    seats: dict[object, list[HeldSeat]] = {}
    for seat in Seat.objects.filter(ended_on=None, group__in=rows).order_by("name"):
        seats.setdefault(seat.group_id, []).append(HeldSeat(seat, sitting.get(seat.pk)))
    charters = {
        charter.group_id: charter
        for charter in Charter.objects.filter(group__in=rows).select_related("parent")
    }
    return [
        Registered(group, charters.get(group.pk), tuple(seats.get(group.pk, ()))) for group in rows
    ]


def shortfall(*, on: date) -> Shortfall:
    """Return what is missing in the groups on a day: seats without a holder, terms past review."""
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    held = Sitting.objects.filter(in_force, starts_on__lte=on).values("seat")
    vacant = Seat.objects.filter(ended_on=None, group__in=groups()).exclude(pk__in=held)
    late = Charter.objects.filter(group__in=groups(), review_on__lt=on)
    return Shortfall(
        vacant.count(),
        late.count(),
        vacant.order_by("group__name", "name").first(),
        late.order_by("review_on").first(),
    )


def sitters() -> QuerySet[User]:
    """Return those who may be put into a seat: users who sit in groups somewhere, by name."""
    return _with_duty(Duty.SIT_IN_GROUPS, Duty.KEEP_GROUPS)


def keepers() -> QuerySet[User]:
    """Return those who keep groups, at whichever agency, by name."""
    return _with_duty(Duty.KEEP_GROUPS)


def _with_duty(*duties: Duty) -> QuerySet[User]:
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        starts_on__lte=Today(),
        duties__overlap=list(duties),
        agency__status=Agency.Status.ACTIVE,
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def agency_of(user: User) -> Agency | None:
    """Return the agency for which a user sits in groups."""
    return agencies_where(user, Duty.SIT_IN_GROUPS, Duty.KEEP_GROUPS).order_by("name").first()


def meetings(group: Group, *, reader: User, after: str = "") -> Page[Meeting]:
    """Return a page of a group's meetings as far as the reader may know of them, newest first."""
    seen = policy.meetings_of(reader) | policy.public_meetings()
    return page_of(seen.filter(group=group), "-on", "pk", after=after)


def attendance(group: Group, *, reader: User) -> dict[object, tuple[int, int]]:
    """Return for each seat how often it was filled, of how many meetings kept."""
    rows = Attendance.objects.filter(
        meeting__in=policy.meetings_of(reader).filter(group=group)
    ).values_list("seat", "how")
    counted: dict[object, tuple[int, int]] = {}
    present = (Attendance.How.PRESENT, Attendance.How.DEPUTY)
    for seat, how in rows:
        came, of = counted.get(seat, (0, 0))
        counted[seat] = (came + (how in present), of + 1)
    return counted


def agenda(meeting: Meeting, *, inside: bool) -> list[Item]:
    """Return a meeting's items with papers, minutes, decisions and labels, as the reader may."""
    items = meeting.items if inside else policy.public_items().filter(meeting=meeting)
    papers = Paper.objects.all() if inside else policy.public_papers()
    minutes = Minute.objects.all() if inside else policy.public_minutes()
    decisions = Decision.objects.all() if inside else policy.public_decisions()
    return list(
        items.order_by("position").prefetch_related(
            Prefetch("papers", papers.order_by("added_at").prefetch_related("pages")),
            Prefetch("labellings", Labelling.objects.select_related("by").order_by("at")),
            Prefetch("decisions", decisions.order_by("created_at")),
            Prefetch("minute", minutes),
        )
    )


def attendances(meeting: Meeting) -> list[Attendance]:
    """Return who came to a meeting, by seat."""
    return list(meeting.attendances.select_related("seat").order_by("seat__name"))


def interests(meeting: Meeting) -> list[Interest]:
    """Return the interests declared at a meeting, in order."""
    return list(meeting.interests.select_related("seat", "item").order_by("at"))


def actions_of(items: Iterable[Item]) -> dict[object, list[Action]]:
    """Return the actions that came out of each item."""
    links = AgreedAction.objects.filter(item__in=list(items))
    agreed = {link.action_id: link.item_id for link in links}
    found: dict[object, list[Action]] = {}
    for action in with_names(Action.objects.filter(pk__in=agreed)).order_by("due_date"):
        found.setdefault(agreed[action.pk], []).append(action)
    return found


def pack(meeting: Meeting, *, inside: bool) -> list[PackPage]:
    """Return the numbered pages of a meeting's pack, those of public papers only for outsiders."""
    pages = PackPage.objects.filter(meeting=meeting).select_related("paper__item")
    if not inside:
        pages = pages.filter(paper__in=policy.public_papers())
    return list(pages.order_by("number"))


def decisions(*, reader: User, after: str = "") -> Page[Decision]:
    """Return a page of the decisions of the reader's groups, newest first."""
    rows = policy.decisions_of(reader).select_related("item__meeting__group")
    return page_of(rows, "-decided_on", "pk", after=after)


def risks(*, reader: User, after: str = "") -> Page[Risk]:
    """Return a page of the risks of the reader's groups: open ones first, the gravest on top."""
    rows = policy.risks_of(reader).select_related("group", "owner_agency", "decision")
    graded = rows.annotate(
        is_closed=Case(When(closed_on=None, then=0), default=1, output_field=IntegerField()),
        grade=F("likelihood") * F("impact"),
    )
    return page_of(graded, "is_closed", "-grade", "review_on", "pk", after=after)


def planned(*, reader: User, after: str = "") -> tuple[list[Planned], Page[Planned]]:
    """Return a page of papers on their way or come, the last wanted first, each with its way."""
    rows = policy.planned_of(reader)
    ends = rows.order_by("path", "-wanted_on", "pk").distinct("path")
    page = page_of(rows.filter(pk__in=ends.values("pk")), "-wanted_on", "pk", after=after)
    place = {end.path: number for number, end in enumerate(page.rows)}
    steps = rows.filter(path__in=place).select_related("group", "item__meeting")
    ways = sorted(steps.order_by("wanted_on", "pk"), key=lambda step: place[step.path])
    return ways, page


def open_items(group: Group, *, reader: User) -> QuerySet[Item]:
    """Return the items of a group's meetings that are not signed, newest first."""
    return (
        policy.items_of(reader)
        .filter(meeting__group=group, meeting__signed_at=None)
        .select_related("meeting")
        .order_by("-meeting__on", "position")
    )
