"""Two years of MARACs in an invented partnership: past, running, and ready to run.

Every case is about people of the invented referrals; the next meeting of each panel can be run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q

from whitebeam.accounts.models import User
from whitebeam.demonstration.copying import as_bulk
from whitebeam.demonstration.marac_asking import ask, begin, not_met, screen
from whitebeam.demonstration.marac_calendar import cancel_one, move_one
from whitebeam.demonstration.marac_harm import link_harm
from whitebeam.demonstration.marac_hearing import flag, hear, settle
from whitebeam.demonstration.marac_late import listed_at
from whitebeam.demonstration.marac_minutes import apologise, attend
from whitebeam.demonstration.marac_moving import moves_away
from whitebeam.demonstration.marac_originator import ask_originators
from whitebeam.demonstration.marac_rows import Desk, MaracRows, move
from whitebeam.demonstration.marac_screening import is_settled_now, settle_now
from whitebeam.demonstration.marac_sitting import ON_THE_LIST, sit, sitting_now
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.working_time import worked, worked_before
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    Meeting,
    Panel,
    PanelMember,
    Pathway,
    Statement,
)
from whitebeam.marac.models.states import State
from whitebeam.marac.rules.calendar import Sitting, sittings
from whitebeam.marac.rules.minuting import Header
from whitebeam.partners.models import Agency, Duty, LocalSetting, Membership
from whitebeam.referrals.models import Part, Referral

Say = Callable[[str], None]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFICE_DAY = 8 * 60
PAST, AHEAD = 730, 95
OLD, EVERY_DAYS = 75, 28
MOST_ON_A_LIST, CASE_MINUTES = 15, 12
# How much of the next list each panel's agencies have answered: begun, half way, nearly all.
READY = (0.25, 0.6, 0.95)
LIKELY = {"repeat": 0.34, "settled": 0.16, "deferred": 0.06, "moved": 0.03, "not met": 0.04}


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held, and what stands over its minutes."""

    meeting: Meeting
    header: Header


def meet(*, seed: int, at: datetime, say: Say) -> int:
    """Write the MARACs of every panel, once; return how many rows that took."""
    with as_bulk() as cursor:
        if Case.objects.exists():
            return 0
        written = 0
        panels = Panel.objects.filter(ended_on=None).select_related(
            "area", "coordinated_by", "chaired_by", "advocated_by"
        )
        for number, panel in enumerate(panels.order_by("code")):
            desk = _desk(panel, number)
            if desk is not None:
                written += _of_panel(desk, cursor, seed=seed, at=at, sits_now=not written)
        if written:
            say(f"{Case.objects.count():,} cases at {Meeting.objects.count():,} MARAC meetings")
        return written


def _of_panel(desk: Desk, cursor: Any, *, seed: int, at: datetime, sits_now: bool) -> int:
    rows, dice = MaracRows(at), Dice(seed, f"marac:{desk.panel.code}")
    meetings = _meetings(desk, at=at)
    past = [Held(one, attend(rows, desk, one, dice)) for one in meetings if one.starts_at < at]
    coming = [one for one in meetings if one.starts_at >= at and one.research_due_at > at - 9 * DAY]
    now = sitting_now(desk, meetings, at=at) if sits_now else None
    for number, (referral, parts) in enumerate(_families(desk.panel)):
        if number % 3 == 2 and now and _place(rows, now) < ON_THE_LIST:
            _waits(rows, desk, referral, parts, now, dice, at=at, number=number)
        elif number % 3 == 2 and coming:
            _waits(rows, desk, referral, parts, coming[0], dice, at=at, number=number)
        elif past:
            _was_heard(rows, desk, referral, parts, past, dice, at=at)
    apologise(rows, desk, coming[:1], dice, at=at)
    cancel_one(rows, desk, coming)
    move_one(rows, desk, coming)
    if now and _place(rows, now):
        sit(rows, desk, now, Dice(seed, f"sitting:{desk.panel.code}"))
        meetings.append(now)
    link_harm(rows, desk)
    ask_originators(rows, desk)
    Meeting.objects.bulk_create(meetings)
    return rows.write(cursor, at=at) + len(meetings)


def _was_heard(
    rows: MaracRows, desk: Desk, told: Referral, parts: list[Part], past: list[Held], dice: Dice,
    *, at: datetime,
) -> None:  # fmt: skip
    held = dice.pick(past)
    first = _one(rows, desk, told, parts, held, past, dice, at=at)
    later = _after(past, held, first=40, last=330)
    if later and dice.chance(LIKELY["repeat"]):
        _one(rows, desk, told, parts, dice.pick(later), past, dice, at=at, repeat_of=first)


def _one(
    rows: MaracRows, desk: Desk, told: Referral, parts: list[Part], held: Held, past: list[Held],
    dice: Dice, *, at: datetime, repeat_of: Case | None = None,
) -> Case:  # fmt: skip
    meeting, today = held.meeting, at.astimezone(LONDON).date()
    referred = worked_before(meeting.cut_off_at, dice.number(1, 6) * OFFICE_DAY)
    case = begin(rows, desk, told, parts, dice, referred)
    if repeat_of is not None:
        case.repeat, case.repeat_of = Case.Repeat.YES, repeat_of
    screened = worked(referred, dice.number(30, 400))
    if dice.chance(LIKELY["not met"]):
        not_met(rows, desk, case, dice, at=screened)
        return case
    screen(rows, desk, case, dice, screened)
    is_old = meeting.starts_at < at - OLD * DAY
    if is_settled_now(case):
        settle_now(rows, desk, case, at=screened, today=today, is_old=is_old)
        return case
    listed = listed_at(case, meeting)
    if dice.chance(LIKELY["moved"]):
        moves_away(rows, desk, case, dice, at=listed)
        return case
    item = ask(rows, desk, case, meeting, dice, at=listed, answered=0.88)
    if dice.chance(LIKELY["settled"]):
        settle(rows, desk, case, item, dice, meeting.research_due_at, today=today, is_old=is_old)
        return case
    if dice.chance(LIKELY["deferred"]):
        again = _deferred(rows, desk, case, item, _after(past, held, first=1, last=60), dice)
        if again is None:
            return case
        held, item = again
    begins = held.meeting.starts_at + timedelta(minutes=CASE_MINUTES * _place(rows, held.meeting))
    hear(rows, desk, case, item, dice, at=begins, today=today, header=held.header, is_old=is_old)
    return case


def _deferred(
    rows: MaracRows, desk: Desk, case: Case, item: AgendaItem, later: list[Held], dice: Dice
) -> tuple[Held, AgendaItem] | None:
    """Take a case off its list, and put it on the next one where there was one since."""
    reason, meeting = rows.tells(case, said.DEFERRALS, dice), item.meeting
    item.outcome, item.outcome_reason = "DEFERRED", reason
    move(rows, desk, case, State.DEFERRED, meeting.starts_at, dice, words=reason)
    if not later:
        return None
    again = rows.add(
        AgendaItem, dice, meeting=later[0].meeting, case=case, minutes=item.minutes,
        listed_at=meeting.starts_at + DAY, listed_by=desk.coordinator,
        has_children=item.has_children,
    )  # fmt: skip
    move(rows, desk, case, State.RELISTED, meeting.starts_at + DAY, dice)
    return later[0], again


def _after(past: list[Held], held: Held, *, first: int, last: int) -> list[Held]:
    """Return the meetings between so many days after this one, the earliest first."""
    began = held.meeting.starts_at
    return [one for one in past if first * DAY < one.meeting.starts_at - began < last * DAY]


def _waits(
    rows: MaracRows, desk: Desk, told: Referral, parts: list[Part], meeting: Meeting,
    dice: Dice, *, at: datetime, number: int,
) -> None:  # fmt: skip
    """Leave some to be screened and listed; most are on this list, where research runs."""
    if number % 9 == 8 or _place(rows, meeting) >= MOST_ON_A_LIST:
        case = begin(rows, desk, told, parts, dice, worked_before(at, dice.number(60, 600)))
        looked_at = worked_before(at, dice.number(5, 55))
        if dice.chance(0.15):
            asked = rows.tells(case, said.ASKED, dice)
            move(rows, desk, case, State.RETURNED, looked_at, dice, words=asked)
        elif number % 2:
            screen(rows, desk, case, dice, looked_at)
        return
    referred = worked_before(min(meeting.cut_off_at, at), dice.number(3, 6) * OFFICE_DAY)
    case = begin(rows, desk, told, parts, dice, referred)
    screen(rows, desk, case, dice, worked(referred, dice.number(30, 400)))
    listed = worked(referred, OFFICE_DAY)
    ready = READY[-1] if meeting.began_at else READY[desk.number % 3]
    ask(rows, desk, case, meeting, dice, at=listed, answered=ready)
    flag(rows, desk, case, dice, at=listed, today=at.astimezone(LONDON).date())


def _place(rows: MaracRows, meeting: Meeting) -> int:
    """Return how many cases are on this list so far."""
    return sum(item.meeting is meeting for item in rows.rows[AgendaItem])  # type: ignore[attr-defined]  # rows are held by their model


def _families(panel: Panel) -> Iterator[tuple[Referral, list[Part]]]:
    parts = Part.objects.select_related("person").order_by("position")
    told = (
        Referral.objects.filter(area=panel.area)
        .select_related("sent_by")
        .prefetch_related(Prefetch("parts", queryset=parts))
        .order_by("sent_at", "reference")
    )
    seen = set()
    for referral in told:
        people = list(referral.parts.all())
        victim = next((one.person_id for one in people if one.kind == Part.Kind.VICTIM), None)
        if victim and victim not in seen:
            seen.add(victim)
            yield referral, people


def _meetings(desk: Desk, *, at: datetime) -> list[Meeting]:
    panel, statement = desk.panel, Statement.objects.order_by("-version").first()
    day = at.astimezone(LONDON).date()
    every = _every_days(panel, on=day)
    first = max(date.fromisoformat(panel.pattern["first_on"]), day - timedelta(days=PAST))
    found = sittings(
        first_on=first, every_days=every, starts_at=time.fromisoformat(panel.pattern["starts_at"]),
        cut_off_days=8, research_days=2, closes=time(17), after=first - timedelta(days=1),
        until=day + timedelta(days=AHEAD),
    )  # fmt: skip
    return [_meeting(desk, one, statement, at=at) for one in found]


def _every_days(panel: Panel, *, on: date) -> int:
    """Return how often a panel sits: its area's own value before the common one."""
    values = LocalSetting.objects.filter(
        Q(area=None) | Q(area=panel.area),
        key="marac.meeting_every_days",
        withdrawn_at=None,
        starts_on__lte=on,
    )
    newest = values.order_by(F("area").asc(nulls_last=True), "-starts_on", "-created_at").first()
    return int(newest.value) if newest else EVERY_DAYS


def _meeting(desk: Desk, one: Sitting, statement: Statement | None, *, at: datetime) -> Meeting:
    panel, is_past = desk.panel, one.starts_at < at
    ended = one.starts_at + timedelta(minutes=panel.pattern["minutes"])
    return Meeting(
        panel=panel, starts_at=one.starts_at, cut_off_at=one.cut_off_at,
        research_due_at=one.research_due_at, minutes=panel.pattern["minutes"],
        place=panel.pattern.get("place", ""), coordinated_by=panel.coordinated_by,
        called_by=desk.coordinator, chair=desk.chair, statement=statement,
        state=_state(one, at=at), began_at=one.starts_at if is_past else None,
        ended_at=ended if is_past else None, signed_at=ended + DAY if is_past else None,
        signed_by=desk.chair if is_past else None,
    )  # fmt: skip


def _state(one: Sitting, *, at: datetime) -> Meeting.State:
    if one.starts_at < at:
        return Meeting.State.SIGNED
    return Meeting.State.CIRCULATED if one.cut_off_at <= at else Meeting.State.PLANNED


def _desk(panel: Panel, number: int) -> Desk | None:
    members = list(PanelMember.objects.filter(panel=panel, ended_on=None).select_related("agency"))
    coordinator = a_worker(panel.coordinated_by, Duty.COORDINATE_MARAC)
    chair = a_worker(panel.chaired_by, Duty.CHAIR_MARAC)
    adviser = a_worker(panel.advocated_by, Duty.SUPPORT_VICTIMS)
    pathway = Pathway.objects.filter(kind=Pathway.Kind.FULL).first()
    if not (coordinator and chair and adviser and pathway and len(members) > 1):
        return None
    reps, deputies = _sitters(members)
    return Desk(panel, coordinator, chair, adviser, reps, deputies, members, pathway, number)


def _sitters(members: list[PanelMember]) -> tuple[dict[UUID, User], dict[UUID, User]]:
    """Return who sits for each agency, and who may take her place."""
    agencies = [one.agency_id for one in members]
    held = Membership.objects.filter(
        duties__contains=[Duty.RESEARCH_MARAC], agency__in=agencies
    ).select_related("user")
    reps: dict[UUID, User] = {}
    deputies: dict[UUID, User] = {}
    for one in held.order_by("-user__is_demonstration", "created_at", "pk"):
        places = deputies if one.agency_id in reps else reps
        places.setdefault(one.agency_id, one.user)
    return reps, deputies


def a_worker(agency: Agency | None, duty: Duty) -> User | None:
    """Return who does this at an agency: whoever can be tried comes first."""
    held = Membership.objects.filter(agency=agency, duties__contains=[duty])
    first = held.select_related("user").order_by("-user__is_demonstration", "created_at").first()
    return first.user if first else None
