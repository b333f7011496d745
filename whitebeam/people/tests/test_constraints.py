"""What must never be of a person is refused by the database, each rule by its name."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import AgencyFactory, TeamFactory, UserFactory
from tests.roles import as_role
from whitebeam.people.models import (
    CommunicationNeed,
    ConfidentialLocation,
    Flag,
    Involvement,
    MatchKey,
    MatchRequest,
    Merge,
    Name,
    Person,
    Relationship,
    Restriction,
    SafeContact,
    WarningNote,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)


class World:
    """One agency, two workers and two people, saved."""

    def __init__(self):
        self.agency, self.team = AgencyFactory(), TeamFactory()
        self.user, self.colleague = UserFactory(), UserFactory()
        self.person, self.other = self.a_person(), self.a_person()
        with as_role("wb_bulk"):
            self.person.save()
            self.other.save()

    def a_person(self, **given):
        return Person(known_as="Wren", recorded_by=self.agency, **given)

    def of(self, model, **given):
        return model(person=self.person, recorded_by=self.agency, **given)

    def location(self):
        return self.of(ConfidentialLocation, value="Somewhere", entered_by=self.user)

    def involvement(self):
        return Involvement(
            person=self.person,
            agency=self.agency,
            capacity="RECORD",
            purpose="SUPPORT",
            starts_on=TODAY,
        )

    def block(self, **given):
        return Restriction(
            person=self.person, reason="Kin", set_by=self.colleague, set_at=NOON, **given
        )

    def match_request(self, **given):
        return MatchRequest(
            person=self.person,
            asked_by=self.user,
            asked_for=self.agency,
            asked_at=NOON,
            **given,
        )

    def merge(self, **given):
        values = {"kept": self.person, "gone": self.other, "reasons": "Same phone", **given}
        return Merge(asked_by=self.user, asked_at=NOON, **values)

    def merged_into_herself(self):
        her = self.a_person()
        her.merged_into_id = her.pk
        return her


def safe(**given):
    return {"channel": "TEXT", **given}


BREAKS = {
    "person_birth_says_how_exact": lambda w: [w.a_person(date_of_birth=TODAY)],
    "person_is_not_merged_into_herself": lambda w: [w.merged_into_herself()],
    "name_has_a_given_or_family_part": lambda w: [w.of(Name, kind="LEGAL", middle="Ann")],
    "person_has_one_confidential_location": lambda w: [w.location(), w.location()],
    "safe_contact_holds_once_per_channel": lambda w: [
        w.of(SafeContact, **safe()),
        w.of(SafeContact, **safe()),
    ],
    "safe_contact_is_confirmed_and_expires": lambda w: [w.of(SafeContact, **safe(answer="SAFE"))],
    "interpreter_need_names_the_language": lambda w: [w.of(CommunicationNeed, kind="INTERPRETER")],
    "involvement_is_open_once_per_capacity": lambda w: [w.involvement(), w.involvement()],
    "restriction_names_one_user_team_or_agency": lambda w: [w.block(user=w.user, team=w.team)],
    "restriction_is_lifted_by_two_people": lambda w: [
        w.block(user=w.user, lifted_at=NOON, lifted_by=w.colleague, lift_approved_by=w.colleague)
    ],
    "flag_ends_after_it_starts": lambda w: [
        w.of(Flag, kind="MARAC", contact="Duty desk", starts_on=TODAY, ends_on=TODAY - DAY)
    ],
    "warning_is_reviewed_before_it_ends": lambda w: [
        w.of(WarningNote, text="Dog", basis="Visit", review_on=TODAY, ends_on=TODAY - DAY)
    ],
    "relationship_joins_two_people": lambda w: [w.of(Relationship, other=w.person, kind="SIBLING")],
    "match_key_is_held_once": lambda w: [
        MatchKey(person=w.person, kind=1, key=7),
        MatchKey(person=w.person, kind=1, key=7),
    ],
    "match_request_waits_once_per_agency": lambda w: [w.match_request(), w.match_request()],
    "match_request_says_who_decided_and_when": lambda w: [w.match_request(outcome="NOT_KNOWN")],
    "merge_joins_two_records": lambda w: [w.merge(gone=w.person)],
    "merge_needs_two_people": lambda w: [w.merge(decided_by=w.user)],
    "merge_is_undone_by_two_people": lambda w: [w.merge(undo_asked_by=w.user, undone_by=w.user)],
    "merge_takes_each_record_once": lambda w: [w.merge(), w.merge()],
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name):
    assert constraint_broken_by(BREAKS[name](World())) == name


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraints_of("people")
