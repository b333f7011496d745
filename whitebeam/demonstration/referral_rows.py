"""Turns invented stories into rows of the referrals app: every step, stay, claim and receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from whitebeam.demonstration.copying import Pile
from whitebeam.demonstration.marked_rows import Told
from whitebeam.demonstration.offices import Office, Offices, Waiting
from whitebeam.demonstration.referral_piles import ReferralPiles
from whitebeam.demonstration.risk_rows import Accepted, RiskRows
from whitebeam.demonstration.rules.answers import SchoolOf, answers_to
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.values import Household, Part, Person, Source, Stage, Story
from whitebeam.demonstration.rules.way import Stay, Way, way_of
from whitebeam.kernel import clocks
from whitebeam.kernel.purposes import Purpose
from whitebeam.referrals.rules.references import (
    ALPHABET,
    HALF,
    PREFIX,
    RANDOM_LENGTH,
    check_character,
)

RANK = {"HIGH": 1, "MEDIUM": 2, "STANDARD": 3}
UNSAFE_NOW = FIRST_STEP = 0
_REASON = {
    Stage.RETURNED: "RETURN",
    Stage.DECLINED: "DECLINE",
    Stage.RECALLED: "RECALL",
    Stage.CLOSED: "CLOSE",
}
_ELSEWHERE = (
    ("East Sussex", "East Sussex domestic abuse service"),
    ("Bexley", "Bexley domestic abuse service"),
    ("Essex", "Essex domestic abuse service"),
    ("Surrey", "Surrey domestic abuse outreach"),
)
_OVER = {Stage.DECLINED, Stage.RECALLED, Stage.TRANSFER_RECEIVED, Stage.CLOSED}
_SHORT = {Source.POLICE, Source.HOSPITAL}
# The other area has two working days to say that it has a referral.
_RECEIPT_HOURS = 16
# Spreads counted numbers over all references: prime, so that no two fall together.
_SPREAD = 1_500_450_271
_STORIES_A_HOUSEHOLD = 8


@dataclass(frozen=True, slots=True)
class Telling:
    """One story on its way into rows, with who deals with it."""

    story: Story
    way: Way
    turn: int
    dice: Dice
    people: Mapping[UUID, Person]
    sender: Office
    queue: Waiting
    rule: UUID | None
    agreement: UUID | None
    school: SchoolOf
    reference: str
    hides_home: bool

    @property
    def holder(self) -> Office:
        return self.queue.office

    def worker(self, by: str) -> UUID:
        """Return the user who took a step of this kind."""
        if by in {"REFERRER", "PROCESS"}:
            return self.sender.sender(self.turn)
        if by == "SUPPORT":
            return self.holder.adviser(self.turn)
        return self.holder.triager(self.turn)

    def due(self, stay: Stay) -> datetime:
        """Return when this stay's clock runs out."""
        unsafe = self.queue.clocks.get("UNSAFE_NOW") if self.is_unsafe_now else None
        clock = unsafe or self.queue.clocks.get(self.story.risk) or self.queue.clocks["NOT_KNOWN"]
        return clocks.due(stay.entered_at, hours=clock["hours"], calendar=clock["calendar"])

    @property
    def is_unsafe_now(self) -> bool:
        return self.story.home_safe == "NO"

    @property
    def rank(self) -> int:
        return UNSAFE_NOW if self.is_unsafe_now else RANK[self.story.risk]


class ReferralRows:
    """Piles of the referrals app, filled story by story."""

    def __init__(self, offices: Offices, *, seed: int, risk: RiskRows) -> None:
        self.offices, self.risk = offices, risk
        # Two worlds in one database count from different places.
        self.offset = Dice(seed, "references").number(10_000, 2_000_000_000)
        self.piles = ReferralPiles()
        self.open: set[tuple[UUID, UUID, str]] = set()

    def in_order(self) -> tuple[Pile, ...]:
        """Return the piles in an order in which they may be copied."""
        return self.piles.in_order()

    def add(self, home: Household, dice: Dice) -> None:
        """Put every story of the household on the piles."""
        people = {person.id: person for person in (*home.people, *home.guests)}
        for number, story in enumerate(home.stories):
            telling = self._telling(story, number, home, people, dice)
            self._referral(telling)
            self._parts(telling)
            self._changes(telling)
            self._stays(telling)
            self._transfers(telling)
            self._involve(telling)
            self._assess(telling)

    def _telling(
        self, story: Story, number: int, home: Household, people: Mapping[UUID, Person], dice: Dice
    ) -> Telling:
        victim = next(p.person for p in story.parties if p.part is Part.VICTIM)
        queue, rule = self.offices.queue_for(story, people[victim])
        sender = self.offices.of(story.source, story.area, home.turn)
        return Telling(
            story=story,
            way=way_of(story),
            turn=home.turn,
            dice=dice,
            people=people,
            sender=sender,
            queue=queue,
            rule=rule,
            agreement=self.offices.agreement(sender.agency, queue.office.agency),
            school=partial(self.offices.school_of, area=story.area, turn=home.turn),
            reference=reference_of(self.offset + home.index * _STORIES_A_HOUSEHOLD + number),
            hides_home=home.hides_home,
        )

    def _referral(self, telling: Telling) -> None:
        story, way, dice = telling.story, telling.way, telling.dice
        used = self.offices.form(is_short=story.source in _SHORT and dice.chance(0.5))
        self.piles.referral.add(
            story.id,
            telling.reference,
            used.id,
            answers_to(
                used.form,
                story,
                telling.people,
                school=telling.school,
                hides_home=telling.hides_home,
            ),
            "SHORT" if used.form.code == "short_referral" else "STANDARD",
            *(way.state, story.risk, telling.is_unsafe_now, list(story.needs)),
            *(self.offices.area_ids[story.area], story.basis, story.basis_reason),
            *(telling.sender.agency, telling.worker("REFERRER"), story.sent_at, telling.rule),
            *(telling.worker("SUPPORT") if way.accepted_at else None, way.accepted_at),
            telling.holder.agency,
            _next_due(telling),
            dice.key(),
            at=story.sent_at,
        )

    def _parts(self, telling: Telling) -> None:
        for position, party in enumerate(telling.story.parties):
            school = telling.school(telling.people[party.person])
            lives = ""
            if party.part is Part.CHILD:
                lives = "WITH_PERSON"
            elif party.part is Part.PERPETRATOR:
                lives = "YES" if party.lives_with_victim else "NO"
            self.piles.part.add(
                *(telling.dice.key(), telling.story.id, party.person, party.part.value),
                *(party.to_victim, position),
                *(school if party.part is Part.CHILD else None, lives),
                at=telling.story.sent_at,
            )

    def _changes(self, telling: Telling) -> None:
        for change in telling.way.changes:
            step = change.step
            is_sender = step.by in {"REFERRER", "PROCESS"}
            office = telling.sender if is_sender else telling.holder
            kind = _REASON.get(step.stage)
            self.piles.change.add(
                *(telling.dice.key(), telling.story.id, change.before, change.after),
                *(telling.worker(step.by), office.agency, step.at),
                *(self.offices.reason(kind, step.reason) if kind else None, step.note),
                at=step.at,
            )

    def _stays(self, telling: Telling) -> None:
        keys = []
        for stay in telling.way.stays:
            keys.append(telling.dice.key())
            self.piles.entry.add(
                *(keys[-1], telling.story.id, telling.queue.id, telling.holder.agency),
                *(telling.agreement, telling.sender.agency, telling.rank),
                *(stay.entered_at, telling.due(stay), stay.left_at, stay.left_how),
                telling.worker("REFERRER"),
                at=stay.entered_at,
            )
            self._claims(telling, stay, keys[-1])
        late = telling.story.escalated_at
        if late:
            row = (telling.dice.key(), keys[0], FIRST_STEP, late, telling.queue.escalates_to, 1)
            self.piles.escalation.add(*row, at=late)

    def _claims(self, telling: Telling, stay: Stay, entry: UUID) -> None:
        lasts = timedelta(minutes=telling.queue.claim_minutes)
        for at, ended in stay.claims:
            self.piles.claim.add(
                *(telling.dice.key(), entry, telling.worker("TRIAGE"), at, at + lasts),
                *(ended, "DONE" if ended else ""),
                at=at,
            )

    def _transfers(self, telling: Telling) -> None:
        steps = {step.stage: step for step in telling.story.steps}
        sent, got = steps.get(Stage.TRANSFER_SENT), steps.get(Stage.TRANSFER_RECEIVED)
        if sent is None:
            return
        worker = telling.worker("TRIAGE")
        self.piles.transfer.add(
            *(telling.dice.key(), telling.story.id, *telling.dice.pick(_ELSEWHERE)),
            *(worker, sent.at, _receipt_due(sent.at), "Duty worker" if got else ""),
            *(got.at if got else None, worker if got else None),
            at=sent.at,
        )

    def _involve(self, telling: Telling) -> None:
        story, way, holder = telling.story, telling.way, telling.holder.agency
        last = story.steps[-1]
        ended = last.at if last.stage in _OVER else None
        for party in story.parties:
            person = party.person
            sender = (person, telling.sender.agency, "REFERRER")
            self._involved(telling, sender, None, story.sent_at, None)
            triage = (person, holder, "TRIAGE")
            entered = way.stays[0].entered_at
            self._involved(telling, triage, telling.agreement, entered, ended)
            if way.accepted_at:
                support = (person, holder, "SUPPORT")
                self._involved(telling, support, telling.agreement, way.accepted_at, ended)

    def _assess(self, telling: Telling) -> None:
        if accepted_at := telling.way.accepted_at:
            told = Told(
                *(telling.sender.agency, telling.worker("REFERRER"), telling.holder.agency),
                *(telling.worker("SUPPORT"), telling.worker("TRIAGE")),
            )
            self.risk.add(Accepted(telling.story, accepted_at, told))

    def _involved(
        self,
        telling: Telling,
        place: tuple[UUID, UUID, str],
        agreement: UUID | None,
        since: datetime,
        until: datetime | None,
    ) -> None:
        if until is None and place in self.open:
            return
        if until is None:
            self.open.add(place)
        self.piles.involvement.add(
            *(telling.dice.key(), *place, Purpose.SUPPORT.value, agreement, since.date(), until),
            at=since,
        )


def reference_of(number: int) -> str:
    """Return a reference of the usual form for a counted referral; each has its own."""
    size = len(ALPHABET)
    rest, body = number * _SPREAD % size**RANDOM_LENGTH, ""
    for _ in range(RANDOM_LENGTH):
        rest, place = divmod(rest, size)
        body += ALPHABET[place]
    whole = body + check_character(body)
    return f"{PREFIX}-{whole[:HALF]}-{whole[HALF:]}"


def _next_due(telling: Telling) -> datetime | None:
    if telling.way.is_waiting:
        return telling.due(telling.way.stays[-1])
    if telling.way.state == "TRANSFER_SENT":
        return _receipt_due(telling.story.steps[-1].at)
    return None


def _receipt_due(at: datetime) -> datetime:
    return clocks.due(at, hours=_RECEIPT_HOURS, calendar=clocks.WORKING)
