"""Invented groups have met: seats but one are held, minutes are signed, and logs are kept."""

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.group_builders import a_group, a_seat
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.demonstration.meetings import hold_meetings
from whitebeam.demonstration.tests.partnership import NOW
from whitebeam.governance.models import Decision, Interest, Meeting, Planned, Risk, Sitting
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    keeper = worker_at(AgencyFactory(), Duty.KEEP_GROUPS)
    board = a_group("Board", parent=a_group("Executive Group"))
    for code, sector in (("a", "HEALTH"), ("b", "CHARITIES"), ("c", "VICTIMS")):
        a_seat(board, code=code, sector=sector)
    with as_role("wb_bulk"):
        User.objects.filter(pk=keeper.pk).update(is_demonstration=True)
        hold_meetings(on=NOW.date(), at=NOW)
        hold_meetings(on=NOW.date(), at=NOW)
        yield board


def test_a_board_has_met_twice_and_prepares_a_third_time(board):
    assert Meeting.objects.filter(group=board, signed_at__isnull=False).count() == 2
    assert Meeting.objects.filter(group=board, on__gt=NOW.date()).count() == 1
    assert Sitting.objects.filter(seat__group=board).count() == 2


def test_its_logs_tell_of_an_interest_a_result_risks_and_a_paper_on_its_way(board):
    assert Interest.objects.get().seat.sector == "CHARITIES"
    assert Decision.objects.exclude(result=None).count() == 1
    assert Risk.objects.filter(group=board, closed_on=None).count() == 2
    way = list(Planned.objects.order_by("wanted_on").values_list("group__name", flat=True))
    assert way == ["Board", "Board", "Executive Group"]
    assert Planned.objects.exclude(item=None).count() == 1
