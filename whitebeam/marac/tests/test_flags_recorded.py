"""Of an agency where nobody works here, the coordinator records what she was told of its flag."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import FlagRequest
from whitebeam.marac.services import flagging
from whitebeam.partners.models import Membership

pytestmark = pytest.mark.django_db
A_YEAR_ON = datetime(2027, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def flag(marac):
    """The flag of housing, where nobody works."""
    case = a_case(marac, state="HEARD", heard_at=NOON)
    with acting_as(marac.coordinator):
        flagging.ask_to_flag(case.pk, by=marac.coordinator, at=NOON)
    with as_role("wb_bulk"):
        Membership.objects.filter(agency=marac.housing).delete()
        return FlagRequest.objects.select_related("case").get(agency=marac.housing)


def record(marac, flag, *, by=None, at=NOON, told_by="Their duty desk"):
    by = by or marac.coordinator
    with acting_as(by):
        return flagging.record(flag.pk, told_by=told_by, by=by, at=at)


def test_what_it_told_is_recorded_on_the_page_and_a_year_on_again(client, marac, flag):
    coordinator = with_second_factor(client, marac.coordinator)
    listed = reverse("marac:case_flags", args=[flag.case_id])
    where = reverse("marac:flag_record", args=[flag.case_id, flag.pk])
    assert where in coordinator.get(listed).text
    assert "Enter who at the agency told you" in coordinator.post(where, {"told_by": " "}).text

    coordinator.post(where, {"told_by": "Their duty desk"})

    shown = coordinator.get(listed).text
    assert "Their duty desk" in shown
    assert where not in shown
    taken_off = record(marac, flag, at=A_YEAR_ON)
    assert (taken_off.removed_by, taken_off.told_by) == (marac.coordinator, "Their duty desk")


def test_an_agency_with_somebody_confirms_for_itself(client, marac, flag):
    with as_role("wb_bulk"):
        other = FlagRequest.objects.get(agency=marac.police)

    with pytest.raises(Refused, match="confirms its flag herself"):
        record(marac, other)
    with acting_as(marac.coordinator), pytest.raises(DatabaseError):
        FlagRequest.objects.filter(pk=other.pk).update(
            flagged_at=NOON, flagged_by=marac.coordinator, told_by="Nobody"
        )


@pytest.mark.parametrize("who", ["rep", "chair", "idva", "outsider"])
def test_nobody_but_the_coordinator_records_it(marac, flag, who):
    with pytest.raises(Refused):
        record(marac, flag, by=getattr(marac, who))


def test_it_is_recorded_once_and_with_a_name(marac, flag):
    with pytest.raises(Refused, match="Enter who told you"):
        record(marac, flag, told_by=" ")
    record(marac, flag)
    with pytest.raises(Refused, match="confirmed already"):
        record(marac, flag)
