"""Who sees an assessment, for every duty and every relation to it: policy and wall alike."""

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
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty
from whitebeam.people.models import Involvement, Person, Restriction
from whitebeam.risk import policy
from whitebeam.risk.models import AssessedChild, Assessment, Shared

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

DAY = timedelta(days=1)
READING = {
    *(Duty.VIEW_PEOPLE, Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS, Duty.ASSIGN_REFERRALS),
    Duty.VIEW_OWN_REFERRALS,
}
SEEING = {
    *(Duty.ASSESS_RISK, Duty.SUPPORT_VICTIMS, Duty.TRIAGE_REFERRALS, Duty.REFER_TO_MARAC),
    Duty.ASSIGN_REFERRALS,
}
RECEIVING = SEEING | {Duty.RESEARCH_MARAC, Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC}
# Every duty alone, and every duty beside the one that opens people's records.
HELD = [
    *(frozenset([duty]) for duty in Duty),
    *(frozenset([duty, Duty.VIEW_PEOPLE]) for duty in Duty if duty is not Duty.VIEW_PEOPLE),
]


class World:
    """An assessing agency, another, and an assessment of three people's lives."""

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute("select sec.today()")
            self.today = cursor.fetchone()[0]
        self.agency, self.other = AgencyFactory(), AgencyFactory()
        self.teams = {agency: TeamFactory(agency=agency) for agency in (self.agency, self.other)}
        self.workers = [
            (duties, agency, self.a_worker(duties, agency))
            for duties in HELD
            for agency in (self.agency, self.other)
        ]
        with as_role("wb_bulk"):
            self.victim, self.perpetrator, self.child = (
                Person.objects.create(known_as=name, recorded_by=self.agency)
                for name in ("Wren", "Rook", "Robin")
            )
        self.assessment = an_assessment(
            self.victim, perpetrator=self.perpetrator, by=UserFactory(), agency=self.agency
        )
        with as_role("wb_bulk"):
            AssessedChild.objects.create(assessment=self.assessment, person=self.child)
            self.involvement = Involvement.objects.create(
                person=self.victim,
                agency=self.agency,
                capacity="SUPPORT",
                purpose="SUPPORT",
                starts_on=self.today,
            )

    def a_worker(self, duties, agency):
        worker = UserFactory(second_factor=False)
        MembershipFactory(user=worker, agency=agency, team=self.teams[agency], duties=list(duties))
        return worker

    def share(self, *, ends=DAY, **given):
        agreement = SharingAgreementFactory(
            between=[self.agency, self.other],
            starts_on=self.today - 9 * DAY,
            ends_on=self.today + ends,
        )
        with as_role("wb_bulk"):
            Shared.objects.create(
                assessment=self.assessment,
                agency=self.other,
                shared_by_agency=self.agency,
                agreement=agreement,
                why="A meeting",
                by=UserFactory(),
                at=NOON,
                **given,
            )

    def block(self, person, **whom):
        with as_role("wb_bulk"):
            for against in whom.pop("each", [whom]):
                Restriction.objects.create(
                    person=person, reason="Kin", set_by=UserFactory(), set_at=NOON, **against
                )

    def change(self, model, pk, **values):
        with as_role("wb_bulk"):
            model.objects.filter(pk=pk).update(**values)


def own(w):
    pass


def own_and_superseded(w):
    w.change(Assessment, w.assessment.pk, state="SUPERSEDED", superseded_at=NOON)


def sharing_ended_at_midnight(w):
    w.share(ends=-DAY)


def sharing_was_ended(w):
    w.share(ended_at=NOON)


def somebody_else_is_blocked(w):
    w.block(w.victim, user=UserFactory())


def shared(w):
    w.share()


def shared_on_the_last_day(w):
    w.share(ends=0 * DAY)


def the_person_is_no_longer_worked_with(w):
    w.change(Involvement, w.involvement.pk, ended_at=NOON)


def it_is_anothers_draft(w):
    w.change(Assessment, w.assessment.pk, state="DRAFT", signed_at=None)
    w.share()


def blocked_on(part):
    def relation(w):
        w.share()
        w.block(getattr(w, part), each=[{"team": team} for team in w.teams.values()])

    relation.__name__ = f"blocked_on_the_{part}"
    return relation


def the_agencies_are_stopped(w):
    w.share()
    for agency in (w.agency, w.other):
        w.change(Agency, agency.pk, status="STOPPED")


def the_agencies_are_of_guests(w):
    w.share()
    for agency in (w.agency, w.other):
        w.change(Agency, agency.pk, kind="GUEST")


OWN = [
    own,
    own_and_superseded,
    sharing_ended_at_midnight,
    sharing_was_ended,
    somebody_else_is_blocked,
]
SHARED = [shared, shared_on_the_last_day]
SHUT = [
    the_person_is_no_longer_worked_with,
    it_is_anothers_draft,
    blocked_on("victim"),
    blocked_on("perpetrator"),
    blocked_on("child"),
    the_agencies_are_stopped,
    the_agencies_are_of_guests,
]


def seen_by(worker, assessment):
    with as_worker(worker), connection.cursor() as cursor:
        cursor.execute("select count(*) from risk_assessment where id = %s", [assessment.pk])
        return (
            policy.visible_to(worker).filter(pk=assessment.pk).exists(),
            cursor.fetchone()[0] == 1,
        )


def differences(w, *, shared):
    """Return who sees what they should not, or does not see what they should."""
    found = {}
    for duties, agency, worker in w.workers:
        may = bool(duties & SEEING and duties & (READING | {Duty.COORDINATE_MATCHES}))
        if agency is w.other:
            may = shared and bool(duties & RECEIVING)
        if seen_by(worker, w.assessment) != (may, may):
            found[sorted(duties), agency.code] = may
    return found


@pytest.mark.parametrize("relation", OWN)
def test_the_assessing_agency_sees_what_each_duty_allows(relation):
    w = World()
    relation(w)

    assert not differences(w, shared=False)


@pytest.mark.parametrize("relation", SHARED)
def test_another_agency_sees_what_is_shared_with_it(relation):
    w = World()
    relation(w)

    assert not differences(w, shared=True)


@pytest.mark.parametrize("relation", SHUT)
def test_a_shut_relation_shows_nothing_in_any_duty(relation):
    w = World()
    relation(w)

    assert {seen_by(worker, w.assessment) for _, _, worker in w.workers} == {(False, False)}
