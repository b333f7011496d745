"""The judge: who may see what, said again in the smallest way, from the access matrix alone.

It shares no code with the policies or the walls. A world is plain values; names are numbers.
"""

from dataclasses import dataclass
from datetime import date

CASE_DUTIES = {
    "VIEW_OWN_REFERRALS",
    "VIEW_PEOPLE",
    "TRIAGE_REFERRALS",
    "SUPPORT_VICTIMS",
    "ASSIGN_REFERRALS",
    "COORDINATE_MATCHES",
}
PERSON_DUTIES = CASE_DUTIES - {"COORDINATE_MATCHES"}
HOLDING_DUTIES = {"TRIAGE_REFERRALS", "SUPPORT_VICTIMS", "ASSIGN_REFERRALS"}
RISK_DUTIES = HOLDING_DUTIES | {"ASSESS_RISK", "REFER_TO_MARAC"}
RECEIVING_DUTIES = RISK_DUTIES | {"RESEARCH_MARAC", "COORDINATE_MARAC", "CHAIR_MARAC"}


@dataclass(frozen=True)
class Agency:
    is_active: bool


@dataclass(frozen=True)
class Membership:
    user: int
    agency: int
    team: int | None
    duties: frozenset[str]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Agreement:
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Involvement:
    person: int
    agency: int
    agreement: int | None
    is_ended: bool


@dataclass(frozen=True)
class Block:
    """Of a person or a referral, against one user, team or agency."""

    subject: int
    against: str
    whom: int
    is_lifted: bool


@dataclass(frozen=True)
class Referral:
    sent_by: int
    submitted_by: int
    held_by: int
    agreement: int | None
    people: tuple[int, ...]


@dataclass(frozen=True)
class Assessment:
    """Signed by an agency; perhaps shared with another, under an agreement."""

    victim: int
    perpetrator: int | None
    child: int | None
    agency: int
    shared_with: int | None
    agreement: int
    sharing_is_ended: bool


@dataclass(frozen=True)
class World:
    today: date
    agencies: tuple[Agency, ...]
    active_users: tuple[bool, ...]
    memberships: tuple[Membership, ...]
    agreements: tuple[Agreement, ...]
    people: int
    involvements: tuple[Involvement, ...]
    person_blocks: tuple[Block, ...]
    referrals: tuple[Referral, ...]
    referral_blocks: tuple[Block, ...]
    assessments: tuple[Assessment, ...]

    def works(self, user: int) -> list[Membership]:
        return [
            m
            for m in self.memberships
            if m.user == user
            and self.active_users[user]
            and self.agencies[m.agency].is_active
            and m.starts_on <= self.today
            and (m.ends_on is None or m.ends_on >= self.today)
        ]

    def agencies_of(self, user: int, duties: set[str]) -> set[int]:
        return {m.agency for m in self.works(user) if m.duties & duties}

    def covers(self, agreement: int | None) -> bool:
        if agreement is None:
            return True
        terms = self.agreements[agreement]
        return terms.starts_on <= self.today <= terms.ends_on

    def hits(self, block: Block, user: int) -> bool:
        mine = {
            "user": {user},
            "team": {m.team for m in self.works(user)},
            "agency": {m.agency for m in self.works(user)},
        }
        return not block.is_lifted and block.whom in mine[block.against]

    def denied_people(self, user: int) -> set[int]:
        return {b.subject for b in self.person_blocks if self.hits(b, user)}

    def denied_referrals(self, user: int) -> set[int]:
        people = self.denied_people(user)
        return {b.subject for b in self.referral_blocks if self.hits(b, user)} | {
            number for number, r in enumerate(self.referrals) if people & set(r.people)
        }

    def sees_people(self, user: int, duties: set[str]) -> set[int]:
        agencies = self.agencies_of(user, duties)
        return {
            i.person
            for i in self.involvements
            if i.agency in agencies and not i.is_ended and self.covers(i.agreement)
        } - self.denied_people(user)

    def holds_referrals(self, user: int, duties: set[str]) -> set[int]:
        holders = self.agencies_of(user, duties)
        return {
            number
            for number, r in enumerate(self.referrals)
            if r.held_by in holders and self.covers(r.agreement)
        } - self.denied_referrals(user)

    def sees_referrals(self, user: int, *, sending: set[str], holding: set[str]) -> set[int]:
        senders, holders = self.agencies_of(user, sending), self.agencies_of(user, holding)
        return {
            number
            for number, r in enumerate(self.referrals)
            if r.sent_by in senders
            or (r.submitted_by == user and self.active_users[user])
            or (r.held_by in holders and self.covers(r.agreement))
        } - self.denied_referrals(user)

    def sees_assessments(self, user: int, people_duties: set[str]) -> set[int]:
        own, others = (self.agencies_of(user, duties) for duties in (RISK_DUTIES, RECEIVING_DUTIES))
        people, denied = self.sees_people(user, people_duties), self.denied_people(user)
        return {
            number
            for number, a in enumerate(self.assessments)
            if not denied & {a.victim, a.perpetrator, a.child}
            and (
                (a.agency in own and a.victim in people)
                or (a.shared_with in others and not a.sharing_is_ended and self.covers(a.agreement))
            )
        }
