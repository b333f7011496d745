"""Turns invented households into rows of the people app."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings

from whitebeam.demonstration.copying import Pile
from whitebeam.demonstration.offices import Offices
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.equality import answers_of
from whitebeam.demonstration.rules.values import Household, Person, SafeRule, Source
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.purposes import Purpose
from whitebeam.people import models
from whitebeam.people.rules.keys import keys_of
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts, Precision
from whitebeam.people.rules.standardise import standardise

_SEX = {"F": "FEMALE", "M": "MALE"}
_PRECISION = {"EXACT": "EXACT", "MONTH": "ESTIMATE", "YEAR": "YEAR"}
_KIND = {"STEP_PARENT": "OTHER_FAMILY"}
_PURPOSE = {
    Source.SCHOOL: Purpose.CHILDRENS_SAFEGUARDING,
    Source.CHILDREN: Purpose.CHILDRENS_SAFEGUARDING,
    Source.GP: Purpose.HEALTH_CARE,
    Source.HOSPITAL: Purpose.HEALTH_CARE,
    Source.POLICE: Purpose.INVESTIGATION,
    Source.HOUSING: Purpose.HOUSING,
}
_BLOCK_REASON = {
    "RELATIVE": "Related to a person in this record.",
    "FRIEND_OF_HARMER": "A friend of the person causing harm.",
    "NEIGHBOUR": "Lives next door.",
    "FORMER_PARTNER": "A former partner of a person in this record.",
}


class PeopleRows:
    """Piles of the people app, filled household by household."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.secret = settings.KEYRING.match_key
        self.open: set[tuple[UUID, UUID]] = set()
        self.person = Pile(
            models.Person,
            *("id", "known_as", "date_of_birth", "birth_precision", "sex", "support_route"),
            *("area_id", "recorded_by_id", "entered_by_id"),
        )
        self.name = Pile(
            models.Name, "id", "person_id", "kind", "given", "family", "ended_on", "recorded_by_id"
        )
        self.contact = Pile(
            models.ContactPoint,
            *("id", "person_id", "kind", "value", "area_id", "starts_on", "ended_on"),
            "recorded_by_id",
        )
        self.location = Pile(
            models.ConfidentialLocation,
            "id",
            "person_id",
            "value",
            "recorded_by_id",
            "entered_by_id",
        )
        self.safe = Pile(
            models.SafeContact,
            *("id", "person_id", "channel", "answer", "days", "from_time", "to_time"),
            *("withhold_number", "wording", "who_else_sees", "safe_word", "confirmed_on"),
            *("expires_on", "recorded_by_id"),
        )
        self.need = Pile(
            models.CommunicationNeed, "id", "person_id", "kind", "language", "recorded_by_id"
        )
        self.equality = Pile(models.EqualityAnswers, "id", "person_id", "answers", "recorded_by_id")
        self.key = Pile(models.MatchKey, "person_id", "kind", "key")
        self._prepare_ties()

    def _prepare_ties(self) -> None:
        self.household = Pile(models.Household, "id", "recorded_by_id", "source")
        self.member = Pile(
            models.HouseholdMember, "id", "household_id", "person_id", "starts_on", "ended_on"
        )
        self.relationship = Pile(
            models.Relationship,
            *("id", "person_id", "other_id", "kind", "starts_on", "ended_on", "source"),
            "recorded_by_id",
        )
        self.involvement = Pile(
            models.Involvement,
            *("id", "person_id", "agency_id", "capacity", "purpose", "starts_on", "ended_at"),
        )
        self.restriction = Pile(
            models.Restriction, "id", "person_id", "user_id", "reason", "set_by_id", "set_at"
        )
        self.match_request = Pile(
            models.MatchRequest,
            *("id", "person_id", "asked_by_id", "asked_for_id", "asked_at"),
        )
        self.flag = Pile(
            models.Flag,
            *("id", "person_id", "kind", "starts_on", "ends_on", "contact", "recorded_by_id"),
        )
        self.warning = Pile(
            models.WarningNote,
            *("id", "person_id", "text", "basis", "review_on", "ends_on", "recorded_by_id"),
            "ended_at",
        )

    def in_order(self) -> tuple[Pile, ...]:
        """Return the piles in an order in which they may be copied."""
        return (
            *(self.person, self.name, self.contact, self.location, self.safe, self.need),
            *(self.equality, self.household, self.member, self.relationship, self.involvement),
            *(self.restriction, self.flag, self.warning, self.key, self.match_request),
        )

    def add(self, home: Household, dice: Dice) -> None:
        """Put everything about a household's people on the piles."""
        at = home.people[0].registered_at
        owner = self.offices.of(home.people[0].registered_by, home.address.area, home.turn)
        for person in home.people:
            hides = home.hides_home and person.addresses[0] == home.address
            self._person(person, home, dice, hides=hides)
        self.household.add(home.id, owner.agency, "", at=at)
        for resident in home.residents:
            self.member.add(
                dice.key(), home.id, resident.person, resident.since, resident.until, at=at
            )
        for link in home.links:
            kind = _KIND.get(link.kind, link.kind)
            self.relationship.add(
                *(dice.key(), link.person, link.other, kind, link.since, link.until, ""),
                owner.agency,
                at=at,
            )
        self._involvements(home, dice)
        self._marks(home, owner.agency, dice)
        self._blocks(home, dice)
        for story in home.stories if home.asks_match else ():
            asker = self.offices.of(story.source, story.area, home.turn)
            for key in home.asks_match:
                self.match_request.add(
                    *(dice.key(), key, asker.sender(home.turn), asker.agency, story.sent_at),
                    at=story.sent_at,
                )

    def _person(self, person: Person, home: Household, dice: Dice, *, hides: bool) -> None:
        at = person.registered_at
        office = self.offices.of(person.registered_by, home.address.area, home.turn)
        called = next((n for n in person.names if n.kind == "KNOWN_AS"), person.names[0])
        self.person.add(
            person.id,
            f"{called.given} {called.family}",
            person.birth.on if person.birth else None,
            _PRECISION[person.birth.precision] if person.birth else "NOT_KNOWN",
            _SEX.get(person.sex, "NOT_KNOWN"),
            person.support_route,
            self.offices.area_ids[person.addresses[0].area],
            office.agency,
            office.sender(home.turn),
            at=at,
        )
        for name in person.names:
            self.name.add(
                *(dice.key(), person.id, name.kind, name.given, name.family, name.until),
                office.agency,
                at=at,
            )
        self._contacts(person, office.agency, dice, hides=hides)
        if hides:
            where = f"{person.addresses[0].line}\n{person.addresses[0].postcode}"
            self.location.add(
                dice.key(), person.id, where, office.agency, office.sender(home.turn), at=at
            )
        for rule in person.safe:
            self._safe(person.id, rule, office.agency, at, dice)
        for need in person.needs:
            language = person.language if need == "INTERPRETER" else ""
            self.need.add(dice.key(), person.id, need, language, office.agency, at=at)
        for key in keys_of(standardise(known(person, hides=hides)), secret=self.secret):
            self.key.add(person.id, key.kind, key.value)
        answers = answers_of(person)
        if answers:
            self.equality.add(dice.key(), person.id, answers, office.agency, at=at)

    def _contacts(self, person: Person, agency: UUID, dice: Dice, *, hides: bool) -> None:
        at = person.registered_at
        for contact in person.contacts:
            kind = "EMAIL" if contact.kind == "EMAIL" else "PHONE"
            self.contact.add(
                *(dice.key(), person.id, kind, contact.value, None, None, contact.until, agency),
                at=at,
            )
        for home in person.addresses[1 if hides else 0 :]:
            self.contact.add(
                *(dice.key(), person.id, "ADDRESS"),
                f"{home.line}\n{home.town}\n{home.postcode}",
                *(self.offices.area_ids[home.area], home.since, home.until, agency),
                at=at,
            )

    def _safe(self, person: UUID, rule: SafeRule, agency: UUID, at: datetime, dice: Dice) -> None:
        self.safe.add(
            *(dice.key(), person, rule.channel, rule.answer, list(rule.days)),
            *(rule.from_time, rule.to_time, rule.is_withheld, rule.wording, rule.seen_by),
            *(rule.safe_word, rule.confirmed, rule.expires, agency),
            at=at,
        )

    def _involvements(self, home: Household, dice: Dice) -> None:
        for one in home.involvements:
            agency = self.offices.of(one.source, home.address.area, home.turn).agency
            if one.until is None and (one.person, agency) in self.open:
                continue
            if one.until is None:
                self.open.add((one.person, agency))
            ended = datetime.combine(one.until, time(17), LONDON) if one.until else None
            self.involvement.add(
                *(dice.key(), one.person, agency, "RECORD"),
                *(_PURPOSE.get(one.source, Purpose.SUPPORT), one.since, ended),
                at=datetime.combine(one.since, time(9), LONDON),
            )

    def _marks(self, home: Household, agency: UUID, dice: Dice) -> None:
        for mark in home.flags:
            self.flag.add(
                *(dice.key(), mark.person, mark.kind, mark.since, mark.review),
                *("Duty desk of the agency that set it", agency),
                at=datetime.combine(mark.since, time(12), LONDON),
            )
        for mark in home.warnings:
            ended = datetime.combine(mark.until, time(12), LONDON) if mark.until else None
            self.warning.add(
                *(dice.key(), mark.person, mark.text, "Seen by a worker on a visit", mark.review),
                *(mark.review + timedelta(days=30), agency, ended),
                at=datetime.combine(mark.since, time(12), LONDON),
            )

    def _blocks(self, home: Household, dice: Dice) -> None:
        for block in home.blocks:
            office = self.offices.of(block.worker, home.address.area, home.turn)
            at = datetime.combine(block.since, time(11), LONDON)
            setter = self.offices.guardians.get(office.agency) or self.offices.any_guardian
            blocked = office.colleague(home.turn)
            if setter is None or blocked is None:
                continue
            for person in block.people:
                self.restriction.add(
                    *(dice.key(), person, blocked),
                    *(_BLOCK_REASON[block.reason], setter, at),
                    at=at,
                )


def known(person: Person, *, hides: bool) -> Known:
    """Return what makes this person findable; a confidential place is never among it."""
    birth = person.birth
    return Known(
        names=tuple(
            NameParts(NameKind(name.kind), name.given, "", name.family) for name in person.names
        ),
        date_of_birth=birth.on if birth else None,
        precision=Precision.YEAR if birth and birth.precision != "EXACT" else Precision.EXACT,
        sex=_SEX.get(person.sex, "NOT_KNOWN"),
        addresses=tuple(
            Address(home.postcode, house=home.line, is_earlier=home.until is not None)
            for home in person.addresses[1 if hides else 0 :]
        ),
        phones=tuple(contact.value for contact in person.contacts if contact.kind != "EMAIL"),
    )
