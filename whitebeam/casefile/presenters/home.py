"""A worker's day in words: what is late, what came back, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.accounts.models import User
from whitebeam.casefile.queries.home import SITTING, Day
from whitebeam.govuk.moments import moment
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import Meeting
from whitebeam.marac.queries import calendar
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import QueueEntry, Referral

NOON, EVENING = 12, 18


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits, and where it is dealt with."""

    title: str
    note: str
    href: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The home page, ready to print."""

    greeting: str
    lead: str
    refers: bool
    triages: bool
    supports: bool
    late: int
    waiting: tuple[Line, ...]
    accepted: tuple[Line, ...]
    returned: tuple[Line, ...]
    sent: tuple[Line, ...]
    drafts: tuple[Line, ...]
    actions: tuple[Line, ...]
    does_actions: bool
    late_actions: int
    groups: tuple[Line, ...]
    marac: tuple[Line, ...]
    meetings: tuple[Line, ...]
    is_at_marac: bool

    @property
    def marac_tone(self) -> str:
        """Say how pressing MARAC is: as what is most pressing there."""
        return next((line.tone for line in self.marac if line.tone), "")

    @classmethod
    def of(cls, day: Day, *, user: User, now: datetime) -> "Home":
        return cls(
            greeting=f"{_greeting(now)}, {user.name.split()[0]}",
            lead=_lead(day),
            refers=bool(day.duties & {Duty.REFER, Duty.SHORT_REFERRAL}),
            triages=bool(day.duties & {Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS}),
            supports=Duty.SUPPORT_VICTIMS in day.duties,
            late=day.late,
            waiting=tuple(_waiting(entry, now=now) for entry in day.waiting),
            accepted=tuple(
                _referral(r, "referrals:triage", f"Accepted {_day(r.accepted_at)}")
                for r in day.accepted
            ),
            returned=tuple(
                _referral(r, "referrals:status", "The service needs to know more", tone="soon")
                for r in day.returned
            ),
            sent=tuple(_referral(r, "referrals:status", r.get_state_display()) for r in day.sent),
            drafts=tuple(
                Line(
                    "Unfinished referral",
                    f"Last changed {_moment(draft.updated_at)}",
                    reverse("referrals:tasks", args=[draft.pk]),
                )
                for draft in day.drafts
            ),
            actions=tuple(_actions(day)),
            does_actions=day.actions is not None or day.late_chased is not None,
            late_actions=day.actions.late if day.actions else day.late_chased or 0,
            groups=tuple(_groups(day)),
            marac=tuple(_marac(day)),
            meetings=tuple(_meeting(meeting, now=now) for meeting in day.meetings),
            is_at_marac=bool(day.duties & SITTING),
        )


def _greeting(now: datetime) -> str:
    hour = now.astimezone(LONDON).hour
    if hour < NOON:
        return "Good morning"
    return "Good afternoon" if hour < EVENING else "Good evening"


def _lead(day: Day) -> str:
    if day.late:
        be = "is" if day.late == 1 else "are"
        return f"{day.late} in your queue {be} past the time promised."
    if day.actions and day.actions.late:
        return f"{_number(day.actions.late, 'of your agency')} past the day."
    if day.research and day.research[1]:
        return f"{_cases(day.research[1])} of a MARAC waited too long for your agency's answer."
    if day.coordinated and day.coordinated.late:
        return f"{_cases(day.coordinated.late)} waited too long for screening."
    if day.returned:
        return "A referral came back with a question."
    return "Nothing is late."


def _actions(day: Day) -> Iterable[Line]:
    if held := day.actions:
        if held.proposed:
            yield Line(
                _number(held.proposed, "proposed to your agency"),
                "Say yes or no",
                reverse("actions:proposed"),
            )
        if held.in_hand:
            late = f"{held.late} late" if held.late else "None is late"
            yield Line(
                _number(held.in_hand, "your agency said yes to"),
                f"{held.own} in your name · {late}",
                reverse("actions:inbox"),
            )
    if day.late_chased:
        yield Line(
            _number(day.late_chased, "late on your list"), "By agency", reverse("actions:chasing")
        )


def _groups(day: Day) -> Iterable[Line]:
    if short := day.groups:
        gaps = reverse("governance:gaps")
        if short.vacant:
            what = "seat is vacant" if short.vacant == 1 else "seats are vacant"
            yield Line(f"{short.vacant} {what}", "Who is not at the table", gaps, tone="soon")
        if short.late:
            what = "group has terms" if short.late == 1 else "groups have terms"
            yield Line(f"{short.late} {what} past review", "Agree them anew", gaps, tone="late")


def _marac(day: Day) -> Iterable[Line]:
    """Say what waits at MARAC: what others wait for first, and of that what is late."""
    if day.research and day.research[0]:
        waiting, late = day.research
        title = f"{_cases(waiting)} to research for a MARAC"
        yield Line(title, _late(late), reverse("marac:waiting"), "late" if late else "")
    if held := day.coordinated:
        work, tone = reverse("marac:work"), "late" if held.late else ""
        if held.to_screen:
            yield Line(f"{_cases(held.to_screen)} to screen", _late(held.late), work, tone)
        if held.to_list:
            note, address = "Which meeting hears them?", f"{work}?stage=to-list"
            yield Line(f"{_cases(held.to_list)} to list", note, address)
    if day.past_their_clock:
        what = f"{day.past_their_clock} past their clock at MARAC"
        yield Line(what, "Answers, lists, agreements, minutes", reverse("marac:late"), "late")
    for meeting in day.to_sign:
        when = _day(meeting.starts_at)
        address = reverse("marac:minutes", args=[meeting.pk])
        yield Line(f"Minutes of {meeting.panel.name}", f"Held {when}, to sign", address, "soon")
    yield from _her_voice(day)
    if day.to_flag:
        what = "1 flag" if day.to_flag == 1 else f"{day.to_flag} flags"
        yield Line(f"{what} to set or to take off", "On your own files", reverse("marac:flags"))


def _her_voice(day: Day) -> Iterable[Line]:
    unreached, untold = day.spoken_for or (0, 0)
    address = reverse("marac:advocated")
    if unreached:
        how = "By a safe way, before the meeting"
        yield Line(f"{_people(unreached)} whom nobody has reached", how, address, "soon")
    if untold:
        why = "A case closes once she was told"
        yield Line(f"{_people(untold)} to tell what was decided", why, address, "soon")


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _meeting(meeting: Meeting, *, now: datetime) -> Line:
    name, fill = meeting.panel.name, calendar.fill_of(meeting)
    if meeting.state == Meeting.State.RUNNING:
        return Line(name, "Running now", reverse("marac:live", args=[meeting.pk]), "soon")
    note = f"{moment(meeting.starts_at, now=now)} · {_cases(fill.cases)}"
    return Line(name, note, reverse("marac:meeting", args=[meeting.pk]))


def _late(late: int) -> str:
    return f"{late} late" if late else "None is late"


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"


def _number(number: int, of_what: str) -> str:
    return f"{number} {'action' if number == 1 else 'actions'} {of_what}"


def _waiting(entry: QueueEntry, *, now: datetime) -> Line:
    referral = entry.referral
    harmed = getattr(referral, "harmed", [])
    name = harmed[0].person.known_as if harmed else referral.reference
    late = entry.due_at < now
    due = f"{'Was due' if late else 'Due'} {_moment(entry.due_at)}"
    risk = "Not safe now" if referral.is_unsafe_now else referral.get_risk_display()
    return Line(
        name,
        f"{risk} · {due}",
        reverse("referrals:triage", args=[referral.pk]),
        tone="late" if late else "",
    )


def _referral(referral: Referral, page: str, note: str, *, tone: str = "") -> Line:
    harmed = getattr(referral, "harmed", [])
    name = harmed[0].person.known_as if harmed else f"Referral {referral.reference}"
    return Line(name, note, reverse(page, args=[referral.pk]), tone)


def _day(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone(LONDON)
    return f"{here.day} {here:%B}"


def _moment(at: datetime) -> str:
    here = at.astimezone(LONDON)
    return f"{here.day} {here:%B}, {here:%H:%M}"
