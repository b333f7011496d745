"""Which agency, worker and queue of the loaded partnership plays which part in a story."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from whitebeam.demonstration.rules.invented_agencies import INVENTED
from whitebeam.demonstration.rules.values import Person, Place, Source, Stage, Story
from whitebeam.partners.models import AgencyArea, AgreementParty, Area
from whitebeam.referrals.models import FormVersion, Queue, Reason, RoutingRule
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.rules.routing import Conditions, Subject, fits

_SEX = {"F": "FEMALE", "M": "MALE"}

ELEVEN = 11 * 365 + 3

# Offices of one kind, by the code of the area they serve; "" holds all of them.
ByArea = Mapping[str, tuple["Office", ...]]


@dataclass(frozen=True, slots=True)
class Office:
    """An agency with those who work there, by what they do; the first ones can be tried."""

    agency: UUID
    name: str
    senders: tuple[UUID, ...]
    triagers: tuple[UUID, ...]
    advisers: tuple[UUID, ...]
    colleagues: tuple[UUID, ...] = ()

    def sender(self, turn: int) -> UUID:
        """Return who writes about this household."""
        return self.senders[turn % len(self.senders)]

    def triager(self, turn: int) -> UUID:
        """Return who reads this referral."""
        return self.triagers[turn % len(self.triagers)]

    def adviser(self, turn: int) -> UUID:
        """Return who supports this household."""
        return self.advisers[turn % len(self.advisers)]

    def colleague(self, turn: int) -> UUID | None:
        """Return one of the office whom no visitor tries, if there is any."""
        return self.colleagues[turn % len(self.colleagues)] if self.colleagues else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue as the loader needs it."""

    id: UUID
    office: Office
    clocks: Mapping[str, Any]
    claim_minutes: int
    escalates_to: str


@dataclass(frozen=True, slots=True)
class FormInUse:
    """The version of a form that is in force."""

    id: UUID
    form: Form


class Offices:
    """The partnership, read once: every question is answered from memory."""

    def __init__(
        self, by_source: Mapping[Source, ByArea], *, guardians: Mapping[UUID, UUID], on: date
    ) -> None:
        self.by_source = by_source
        self.guardians = guardians
        self.on = on
        self.named = _areas_with_a_named_school()
        self.area_ids = dict(Area.objects.values_list("code", "pk"))
        self.reasons = {(one.kind, one.code): one.pk for one in Reason.objects.all()}
        self.rules = _rules_in_force(on)
        self.forms = _forms_in_force(on)
        self.queues = _queues(by_source)
        self.agreements: dict[tuple[UUID, UUID], UUID | None] = {}
        self.gives, self.receives = _parties()

    def homes(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Return one area for each agency that takes an area's referrals: there its day is shown.

        An area whose school or surgery the pack itself names comes before the others.
        """
        chosen: dict[UUID, Place] = {}
        # One area an agency: two would make its day twice as long.
        for place in sorted(places, key=lambda one: (one.code not in self.named, one.code)):
            for when, _, queue in self.rules:
                if fits(when, subject=Subject(area=place.code, sex="FEMALE", risk="HIGH")):
                    chosen.setdefault(self.queues[queue].office.agency, place)
                    break
        return tuple(chosen.values())

    @property
    def any_guardian(self) -> UUID | None:
        return next(iter(self.guardians.values()), None)

    def of(self, source: Source, area: str, turn: int) -> Office:
        """Return the office of this kind that serves the area."""
        areas = self.by_source[source]
        found = areas.get(area) or areas[""]
        return found[turn % len(found)]

    def school_of(self, child: Person, *, area: str, turn: int) -> str:
        """Return the name of the school that a child of this age goes to, if any."""
        if child.school is None or child.birth is None:
            return ""
        is_small = (self.on - child.birth.on).days < ELEVEN
        schools = self.by_source[Source.SCHOOL].get(area, ())
        fitting = [one for one in schools if ("Primary" in one.name) == is_small]
        return fitting[turn % len(fitting)].name if fitting else ""

    def queue_for(self, story: Story, victim: Person) -> tuple[Waiting, UUID | None]:
        """Return the queue where the story waits, and the rule that sent it there.

        One that nobody has placed yet waits where the last rule sends what no other rule fits.
        """
        if story.stage is Stage.RECEIVED and self.rules:
            _, rule, queue = self.rules[-1]
            return self.queues[queue], rule
        subject = Subject(
            area=story.area,
            age=(self.on - victim.birth.on).days * 100 // 36_525 if victim.birth else None,
            sex=_SEX.get(victim.sex, "NOT_KNOWN"),
            risk=story.risk,
            needs=frozenset((*story.needs, *victim.needs)),
        )
        for when, rule, queue in self.rules:
            if fits(when, subject=subject):
                return self.queues[queue], rule
        return next(iter(self.queues.values())), None

    def agreement(self, giver: UUID, receiver: UUID) -> UUID | None:
        """Return the agreement under which one tells the other; none inside one agency."""
        pair = (giver, receiver)
        if pair not in self.agreements:
            shared = self.gives[giver] & self.receives[receiver]
            self.agreements[pair] = None if giver == receiver else min(shared, default=None)
        return self.agreements[pair]

    def form(self, *, is_short: bool) -> FormInUse:
        """Return the form that a referral of this kind answers."""
        short = self.forms.get("short_referral") if is_short else None
        return short or self.forms["referral"]

    def reason(self, kind: str, code: str) -> UUID | None:
        """Return the partnership's reason of that code, or another of its kind."""
        others = (pk for (one, _), pk in self.reasons.items() if one == kind)
        return self.reasons.get((kind, code)) or next(others, None)


def _areas_with_a_named_school() -> set[str]:
    found = AgencyArea.objects.exclude(agency__code__startswith=INVENTED)
    return set(found.filter(agency__kind="EDUCATION").values_list("area__code", flat=True))


def _rules_in_force(on: date) -> tuple[tuple[Conditions, UUID, UUID], ...]:
    found = RoutingRule.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    return tuple(
        (Conditions.of(rule.when), rule.pk, rule.queue_id)
        for rule in found.order_by("position", "starts_on")
    )


def _forms_in_force(on: date) -> dict[str, FormInUse]:
    versions = FormVersion.objects.filter(starts_on__lte=on).order_by("version")
    return {one.code: FormInUse(one.pk, Form.model_validate(one.definition)) for one in versions}


def _queues(by_source: Mapping[Source, ByArea]) -> dict[UUID, Waiting]:
    offices = {
        office.agency: office
        for areas in by_source.values()
        for found in areas.values()
        for office in found
    }
    return {
        queue.pk: Waiting(
            queue.pk,
            offices[queue.agency_id],
            queue.clocks,
            queue.claim_minutes,
            (queue.escalation or [{"to": "ASSIGN_REFERRALS"}])[0]["to"],
        )
        for queue in Queue.objects.order_by("code")
        if queue.agency_id in offices
    }


def _parties() -> tuple[dict[UUID, set[UUID]], dict[UUID, set[UUID]]]:
    gives, receives = defaultdict(set), defaultdict(set)
    for party in AgreementParty.objects.all():
        if party.gives:
            gives[party.agency_id].add(party.agreement_id)
        if party.receives:
            receives[party.agency_id].add(party.agreement_id)
    return gives, receives
