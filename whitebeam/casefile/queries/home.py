"""What waits for one worker today, gathered from the apps that know it."""

from dataclasses import dataclass
from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.actions.policy import CHASING, DOING
from whitebeam.actions.queries import lists
from whitebeam.actions.queries.lists import Counts
from whitebeam.governance.queries import Shortfall, shortfall
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac import policy as marac
from whitebeam.marac.models import Meeting
from whitebeam.marac.queries import calendar, flags, research, voice, waits
from whitebeam.marac.queries import lists as cases
from whitebeam.marac.queries.lists import Waiting
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import duties_of
from whitebeam.referrals import policy
from whitebeam.referrals.models import Draft, QueueEntry, Referral
from whitebeam.referrals.queries import waiting

SHOWN = 5
MEETINGS = 3
SITTING = {Duty.RESEARCH_MARAC, Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC}
# Whoever supports victims may speak for them at a meeting.
HEARD = SITTING | {Duty.SUPPORT_VICTIMS}


@dataclass(frozen=True, slots=True)
class Day:
    """A worker's day: lists are short and lead to the whole."""

    duties: frozenset[Duty]
    waiting: tuple[QueueEntry, ...] = ()
    late: int = 0
    accepted: tuple[Referral, ...] = ()
    returned: tuple[Referral, ...] = ()
    sent: tuple[Referral, ...] = ()
    drafts: tuple[Draft, ...] = ()
    actions: Counts | None = None
    late_chased: int | None = None
    groups: Shortfall | None = None
    # How many wait, and how many of them are late.
    research: tuple[int, int] | None = None
    coordinated: Waiting | None = None
    # What of the cases she coordinates waits longer than its clock.
    past_their_clock: int = 0
    to_sign: tuple[Meeting, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    # Of the people she speaks for: whom nobody has reached, whom nobody has told.
    spoken_for: tuple[int, int] | None = None
    to_flag: int = 0


def day_of(user: User, *, at: datetime) -> Day:
    """Return what waits for this worker, by her duties and through their policies."""
    duties = duties_of(user)
    sends = bool(duties & {Duty.REFER, Duty.SHORT_REFERRAL}) or user.kind == User.Kind.GUEST
    researches = Duty.RESEARCH_MARAC in duties or user.kind == User.Kind.GUEST
    on = at.astimezone(LONDON).date()
    triages = bool(duties & {Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS})
    return Day(
        duties=duties,
        waiting=tuple(waiting.queue(user, size=SHOWN).rows) if triages else (),
        late=waiting.late_in_queues(user, at=at) if triages else 0,
        accepted=tuple(waiting.accepted(user, size=SHOWN).rows)
        if Duty.SUPPORT_VICTIMS in duties
        else (),
        returned=tuple(waiting.returned_to(user)[:SHOWN]) if sends else (),
        sent=tuple(waiting.sent(user, size=SHOWN).rows) if sends else (),
        drafts=tuple(policy.drafts_of(user).order_by("-updated_at")[:SHOWN]) if sends else (),
        actions=lists.counts(user, on=on) if duties & set(DOING) else None,
        late_chased=lists.late_chased(user, on=on) if duties & set(CHASING) else None,
        groups=shortfall(on=on) if Duty.KEEP_GROUPS in duties else None,
        research=research.how_many_are_late(user, at=at) if researches else None,
        coordinated=cases.waiting_for(user, at=at) if Duty.COORDINATE_MARAC in duties else None,
        past_their_clock=_past_their_clock(user, at=at) if Duty.COORDINATE_MARAC in duties else 0,
        to_sign=tuple(calendar.to_sign(user)) if Duty.CHAIR_MARAC in duties else (),
        meetings=tuple(calendar.next_for(user, at=at, most=MEETINGS)) if duties & HEARD else (),
        spoken_for=voice.who_waits(user) if Duty.SUPPORT_VICTIMS in duties else None,
        to_flag=flags.how_many(user, on=on) if Duty.RESEARCH_MARAC in duties else 0,
    )


def _past_their_clock(user: User, *, at: datetime) -> int:
    return len(waits.past_their_clock(marac.coordinated_by(user), at=at))
