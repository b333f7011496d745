"""When a case moves between MARACs, whoever works on it and assessed her assesses again."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import UserFactory, worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.people_builders import a_person, as_worker
from tests.risk_builders import an_assessment, settings_of_risk
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import CaseBlock, Participant
from whitebeam.marac.services import transferring
from whitebeam.marac.tests.moving_steps import send
from whitebeam.partners.models import Duty, Membership
from whitebeam.risk.models import Happening
from whitebeam.risk.queries.due import due_of
from whitebeam.risk.rules.reassessment import Cause

pytestmark = pytest.mark.django_db
# The database dates a move itself: two working days are two to six days.
WITHIN = range(2, 7)


def today():
    return timezone.now().astimezone(LONDON).date()


class World:
    """A case about somebody whom the service and an agency outside the case have assessed."""

    def __init__(self):
        settings_of_risk()
        self.marac = a_marac()
        self.worker, self.wren = self.known_to(self.marac.service)
        self.case = a_case(self.marac, people={"VICTIM": self.wren}, state="LISTED")

    def known_to(self, agency):
        worker = worker_at(agency, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.ASSESS_RISK)
        wren = a_person(agency, by=worker)
        an_assessment(wren, by=worker, agency=agency, at=timezone.now())
        return worker, wren

    def due(self):
        with as_worker(self.worker):
            found = due_of(self.worker, self.wren, on=today())
        return (found.due.on - today()).days, found.due.cause

    def happened(self):
        with as_role("wb_bulk"):
            return list(Happening.objects.values_list("agency", "cause", "happened_on", "words"))


@pytest.fixture
def world():
    return World()


def test_sent_away_she_is_due_within_the_clock_of_what_happens(world):
    assert world.due()[1] == Cause.CLOCK

    send(world.marac, world.case)

    days, cause = world.due()
    assert (days in WITHIN, cause) == (True, Cause.MOVE)
    assert world.happened() == [(world.marac.service.pk, "MOVE", today(), None)]


def test_a_case_that_came_from_elsewhere_makes_it_due_too(world):
    where = transferring.Where(
        "Elsewhere", "", "", "PERMANENT", (), is_address_withheld=True, was_circulated=False
    )
    coordinator = world.marac.coordinator
    for _ in range(2):
        with acting_as(coordinator):
            transferring.mark_origin(case_id=world.case.pk, where=where, by=coordinator, at=NOON)

    days, cause = world.due()
    assert (days in WITHIN, cause) == (True, Cause.MOVE)
    assert len(world.happened()) == 1


def test_an_agency_that_is_not_in_the_case_or_has_left_it_learns_nothing(world):
    with as_role("wb_bulk"):
        Participant.objects.filter(case=world.case, agency=world.marac.service).update(
            ended_at=NOON
        )

    send(world.marac, world.case)

    assert world.happened() == []


@pytest.mark.parametrize("who", ["agency", "worker", "colleague"])
def test_an_agency_of_whom_somebody_is_kept_from_the_case_learns_nothing(world, who):
    service, colleague = world.marac.service, UserFactory()
    against = {"agency": service} if who == "agency" else {"user": world.worker}
    with as_role("wb_bulk"):
        if who == "colleague":
            Membership.objects.create(
                user=colleague, agency=service, duties=["VIEW_PEOPLE"], starts_on=date(2026, 1, 1)
            )
            against = {"user": colleague}
        CaseBlock.objects.create(
            case=world.case, reason="Kin", set_by=world.marac.coordinator, set_at=NOON, **against
        )

    send(world.marac, world.case)

    assert world.happened() == []


def test_nobody_makes_it_due_without_a_move_or_the_case(world):
    for user in (world.marac.coordinator, world.marac.chair, world.marac.outsider):
        with acting_as(user), connection.cursor() as cursor:
            cursor.execute("select sec.marac_moved(%s)", [world.case.pk])

    assert world.happened() == []
