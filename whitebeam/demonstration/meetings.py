"""Seats and meetings of two invented years: who sits, what was decided, what comes next."""

from datetime import date, datetime, timedelta

from whitebeam.accounts.models import User
from whitebeam.demonstration.group_logs import keep_logs
from whitebeam.demonstration.rules.meetings import COMING, HELD, OFFICES, Told
from whitebeam.directory.models import Group
from whitebeam.governance.models import (
    Attendance,
    Decision,
    Item,
    Labelling,
    Meeting,
    Minute,
    PackPage,
    Paper,
    Seat,
    Sitting,
)
from whitebeam.governance.models.meetings import Label
from whitebeam.governance.rules.pages import cut
from whitebeam.governance.rules.references import new_reference
from whitebeam.partners.models import Duty, Membership

EVERY = timedelta(days=91)


def hold_meetings(*, on: date, at: datetime) -> None:
    """Fill seats and hold meetings of the groups that have seats; doing so again changes nothing.

    It writes as the role that loads, so it runs inside `copying.as_bulk`.
    """
    held = _first_held(Duty.KEEP_GROUPS)
    if held is None or Meeting.objects.exists():
        return
    keeper = held.user
    for group in Group.objects.filter(seats__ended_on=None).exclude(seats=None).distinct():
        seats = list(Seat.objects.filter(group=group).order_by("code"))
        _fill(seats, on=on)
        for number, told in enumerate(reversed(HELD), 1):
            _hold(group, told, on=on - number * EVERY, at=at, by=keeper, seats=seats)
        _prepare(group, COMING, on=on + timedelta(days=21), at=at, by=keeper)
        keep_logs(group, on=on, at=at, by=keeper, agency=held.agency)


def _fill(seats: list[Seat], *, on: date) -> None:
    """Fill every seat but the last, so that a vacancy is there to be seen."""
    sitting = _first_held(Duty.SIT_IN_GROUPS)
    sitter = sitting.user if sitting else None
    for seat in seats[:-1]:
        user = sitter if seat is seats[0] else None
        Sitting.objects.create(
            seat=seat,
            user=user,
            office="" if user else OFFICES.get(seat.sector, "Head of service"),
            starts_on=on - timedelta(days=800),
        )


def _hold(
    group: Group, told: tuple[Told, ...], *, on: date, at: datetime, by: User, seats: list[Seat]
) -> None:
    meeting = _prepare(group, told, on=on, at=at, by=by)
    for item, said in zip(meeting.items.order_by("position"), told, strict=True):
        Minute.objects.create(item=item, text=said.minutes, written_by=by)
        if said.decision:
            Decision.objects.create(
                item=item,
                reference=new_reference(),
                text=said.decision,
                decided_on=on,
                recorded_by=by,
            )
        if said.is_public:
            _make_public(item, at=at, by=by)
    for seat in seats[:-1]:
        Attendance.objects.create(meeting=meeting, seat=seat, how=Attendance.How.PRESENT)
    meeting.pack_sent_at = meeting.signed_at = at
    meeting.signed_by = by
    meeting.save()


def _prepare(group: Group, told: tuple[Told, ...], *, on: date, at: datetime, by: User) -> Meeting:
    meeting = Meeting.objects.create(group=group, on=on, place="County offices", added_by=by)
    number = 0
    for position, said in enumerate(told, 1):
        item = Item.objects.create(
            meeting=meeting, position=position, title=said.title, purpose=said.purpose, added_by=by
        )
        if said.paper:
            paper = Paper.objects.create(
                item=item, title=said.title, body=said.paper, added_by=by, added_at=at
            )
            for text in cut(said.paper):
                number += 1
                PackPage.objects.create(meeting=meeting, paper=paper, number=number, text=text)
    return meeting


def _make_public(item: Item, *, at: datetime, by: User) -> None:
    item.label = Label.PUBLIC
    item.save()
    Labelling.objects.create(item=item, label=Label.PUBLIC, why="Agreed by the chair", by=by, at=at)


def _first_held(duty: Duty) -> Membership | None:
    held = Membership.objects.filter(duties__contains=[duty], user__is_demonstration=True)
    return held.select_related("user", "agency").order_by("created_at", "pk").first()
