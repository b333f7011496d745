"""Who sees a person, for every duty and every relation to her: the security review made visible."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.factories import (
    AgencyFactory,
    MembershipFactory,
    SharingAgreementFactory,
    TeamFactory,
    UserFactory,
)
from tests.people_builders import NOON, as_worker
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty, Membership
from whitebeam.people import policy
from whitebeam.people.models import ConfidentialLocation, Involvement, Person, Restriction

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

DAY = timedelta(days=1)
OPENING = {
    Duty.VIEW_PEOPLE,
    Duty.TRIAGE_REFERRALS,
    Duty.SUPPORT_VICTIMS,
    Duty.ASSIGN_REFERRALS,
}
READING = OPENING | {Duty.VIEW_OWN_REFERRALS}
CASE = READING | {Duty.COORDINATE_MATCHES}
# Every duty alone, and the one that opens a location beside others that do or do not show her.
HELD = [
    *(frozenset([duty]) for duty in Duty),
    *(
        frozenset([Duty.READ_LOCATION, duty])
        for duty in (Duty.SUPPORT_VICTIMS, Duty.VIEW_OWN_REFERRALS, Duty.REFER)
    ),
]


def allowed(duties):
    """Whether these duties show her, let her location be asked for, and let it open."""
    reads = Duty.READ_LOCATION in duties
    return bool(duties & READING), reads and bool(duties & OPENING), reads and bool(duties & CASE)


class World:
    """An agency with a worker for each set of duties, and a person of nobody yet, who is in hiding."""

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute("select sec.today()")
            self.today = cursor.fetchone()[0]
        self.agency, self.other = AgencyFactory(), AgencyFactory()
        self.team = TeamFactory(agency=self.agency)
        self.workers = {duties: self.a_worker(duties) for duties in HELD}
        with as_role("wb_bulk"):
            self.person = Person.objects.create(known_as="Wren", recorded_by=self.other)
            ConfidentialLocation.objects.create(
                person=self.person, value="Hidden", recorded_by=self.other, entered_by=UserFactory()
            )

    def a_worker(self, duties):
        worker = UserFactory(second_factor=False)
        MembershipFactory(user=worker, agency=self.agency, team=self.team, duties=list(duties))
        return worker

    def involve(self, agency=None, **given):
        with as_role("wb_bulk"):
            Involvement.objects.create(
                person=self.person,
                agency=agency or self.agency,
                capacity="SUPPORT",
                purpose="SUPPORT",
                starts_on=self.today,
                **given,
            )

    def agreement(self, *, starts, ends):
        return SharingAgreementFactory(
            between=[self.agency, self.other],
            starts_on=self.today + starts,
            ends_on=self.today + ends,
        )

    def block(self, **whom):
        with as_role("wb_bulk"):
            Restriction.objects.create(
                person=self.person, reason="Kin", set_by=UserFactory(), set_at=NOON, **whom
            )

    def block_each(self):
        self.involve()
        for worker in self.workers.values():
            self.block(user=worker)

    def work(self, **dates):
        self.involve()
        with as_role("wb_bulk"):
            Membership.objects.filter(agency=self.agency).update(**dates)


def involved(w):
    w.involve()


def involvement_ended(w):
    w.involve(ended_at=NOON)


def under_an_agreement_in_force(w):
    w.involve(agreement=w.agreement(starts=-DAY, ends=DAY))


def under_an_agreement_on_its_last_day(w):
    w.involve(agreement=w.agreement(starts=-DAY, ends=0 * DAY))


def under_an_agreement_that_ended_yesterday(w):
    w.involve(agreement=w.agreement(starts=-9 * DAY, ends=-DAY))


def under_an_agreement_that_starts_tomorrow(w):
    w.involve(agreement=w.agreement(starts=DAY, ends=9 * DAY))


def blocked_herself(w):
    w.block_each()


def blocked_by_team(w):
    w.involve()
    w.block(team=w.team)


def blocked_by_agency(w):
    w.involve()
    w.block(agency=w.agency)


def a_colleague_is_blocked(w):
    w.involve()
    w.block(user=UserFactory())


def a_block_was_lifted(w):
    w.block_each()
    with as_role("wb_bulk"):
        Restriction.objects.update(
            lifted_at=NOON, lifted_by=UserFactory(), lift_approved_by=UserFactory()
        )


def the_merged_record_is_blocked(w):
    w.block_each()
    with as_role("wb_bulk"):
        twin = Person.objects.create(known_as="Wren", recorded_by=w.other)
        Restriction.objects.update(person=twin)
        Person.objects.filter(pk=twin.pk).update(merged_into=w.person)


def involved_elsewhere_only(w):
    w.involve(agency=w.other)


def the_agency_is_stopped(w):
    w.involve()
    with as_role("wb_bulk"):
        Agency.objects.filter(pk=w.agency.pk).update(status="STOPPED")


def the_agency_is_of_guests(w):
    w.involve()
    with as_role("wb_bulk"):
        Agency.objects.filter(pk=w.agency.pk).update(kind="GUEST")


def her_work_ended_yesterday(w):
    w.work(ends_on=w.today - DAY)


def her_work_starts_tomorrow(w):
    w.work(starts_on=w.today + DAY)


OPEN = [
    involved,
    under_an_agreement_in_force,
    under_an_agreement_on_its_last_day,
    a_colleague_is_blocked,
    a_block_was_lifted,
]
SHUT = [
    involvement_ended,
    under_an_agreement_that_ended_yesterday,
    under_an_agreement_that_starts_tomorrow,
    blocked_herself,
    blocked_by_team,
    blocked_by_agency,
    the_merged_record_is_blocked,
    involved_elsewhere_only,
    the_agency_is_stopped,
    the_agency_is_of_guests,
    her_work_ended_yesterday,
    her_work_starts_tomorrow,
]


def seen(w):
    """Return, for each set of duties, what `allowed` says, as policy and database answer it."""
    return {duties: _seen_by(worker, w.person) for duties, worker in w.workers.items()}


def _seen_by(worker, person):
    with as_worker(worker), connection.cursor() as cursor:
        cursor.execute("select count(*) from sec.read_location(%s)", [person.pk])
        return (
            policy.visible_to(worker).filter(pk=person.pk).exists(),
            policy.location_readable_by(worker).filter(pk=person.pk).exists(),
            cursor.fetchone()[0] == 1,
        )


@pytest.mark.parametrize("relation", OPEN)
def test_an_open_relation_shows_what_each_duty_allows(relation):
    w = World()
    relation(w)

    assert seen(w) == {duties: allowed(duties) for duties in HELD}


@pytest.mark.parametrize("relation", SHUT)
def test_a_shut_relation_shows_nothing_in_any_duty(relation):
    w = World()
    relation(w)

    assert seen(w) == dict.fromkeys(HELD, (False, False, False))
