"""The minutes go out: each agency is told once, and asked to flag its files."""

import pytest

from tests.marac_builders import NOON, a_marac, acting_as
from tests.meeting_builders import a_sitting
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import FlagRequest
from whitebeam.marac.services import minuting
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    sitting = a_sitting(marac, running=True)
    sitting.open(0)
    sitting.hear(0)
    return sitting


@pytest.fixture
def signed(marac, sitting):
    item = sitting.items[0].pk
    with acting_as(marac.coordinator):
        minuting.summarise(item_id=item, summary="Separated", by=marac.coordinator, at=NOON)
    with acting_as(marac.chair):
        return minuting.sign(item_id=item, by=marac.chair, at=NOON)


def send_out(sitting, user):
    with acting_as(user):
        return minuting.send_out(meeting_id=sitting.meeting.pk, by=user, at=NOON)


def test_they_go_out_as_a_notice_that_names_nobody(marac, sitting, signed):
    sitting.is_now("ENDED")

    told = send_out(sitting, marac.coordinator)

    with as_role("wb_bulk"):
        notices = list(Notice.objects.filter(template="minutes_ready"))
    assert told == len(notices) == 4
    assert {notice.about_id for notice in notices} == {sitting.meeting.pk}
    assert send_out(sitting, marac.coordinator) == 0


@pytest.mark.parametrize("who", ["coordinator", "chair"])
def test_with_them_every_agency_is_asked_once_to_flag_its_files(marac, sitting, signed, who):
    sitting.is_now("ENDED")

    send_out(sitting, getattr(marac, who))

    with as_role("wb_bulk"):
        flags = FlagRequest.objects.filter(case=sitting.cases[0])
        told = Notice.objects.filter(template="flag_asked")
        assert {flag.agency for flag in flags} == {marac.police, marac.housing, marac.service}
        assert {notice.to for notice in told} == {marac.rep, marac.housing_rep}
        assert {notice.about_id for notice in told} == {sitting.meeting.pk}


def test_a_case_that_was_not_heard_is_flagged_by_nobody(marac):
    sitting = a_sitting(marac, running=True)
    sitting.is_now("ENDED")

    send_out(sitting, marac.coordinator)

    with as_role("wb_bulk"):
        assert not FlagRequest.objects.exists()


def test_refuses_to_send_out_what_is_not_signed(marac, sitting):
    sitting.is_now("ENDED")

    with pytest.raises(Refused, match="not signed yet"):
        send_out(sitting, marac.coordinator)


def test_refuses_to_send_out_while_the_meeting_runs(marac, sitting, signed):
    with pytest.raises(Refused, match="has ended"):
        send_out(sitting, marac.coordinator)
