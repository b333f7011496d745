"""On which grounds cases come to MARAC: counted in sums, for those who read no case."""

from datetime import timedelta

import pytest

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.roles import as_role
from whitebeam.marac.models import Ground
from whitebeam.marac.presenters.steering import FEW
from whitebeam.marac.presenters.steering_lists import by_ground
from whitebeam.marac.queries import counting_lists
from whitebeam.marac.tests.test_policy_matrix import blocked_from_the_person
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SPAN = {"since": NOON - DAY, "until": NOON + 30 * DAY}


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def steering(marac):
    return worker_at(marac.hub, Duty.VIEW_MARAC_FIGURES)


def referred(marac, *kinds, **given):
    case = a_case(marac, asked=False, **given)
    with as_role("wb_bulk"):
        case.grounds.all().delete()
        for kind in kinds:
            Ground.objects.create(case=case, kind=kind, evidence="x", said_by=marac.coordinator)
    return case


def counted(user):
    with acting_as(user):
        return counting_lists.grounds(**SPAN)


def test_every_ground_of_a_case_in_the_span_is_counted(marac, steering):
    referred(marac, "VISIBLE_HIGH_RISK", "PROFESSIONAL_JUDGEMENT")
    referred(marac, "PROFESSIONAL_JUDGEMENT", "POTENTIAL_ESCALATION")
    referred(marac, "REPEAT", referred_at=NOON - 5 * DAY)

    assert counted(steering) == {
        "": 2,
        "VISIBLE_HIGH_RISK": 1,
        "PROFESSIONAL_JUDGEMENT": 2,
        "POTENTIAL_ESCALATION": 1,
    }
    assert counted(marac.rep) == {}


def test_a_case_that_is_denied_to_her_is_not_among_them(marac, steering):
    case = referred(marac, "VISIBLE_HIGH_RISK")
    with as_role("wb_bulk"):
        blocked_from_the_person(marac, case, steering)

    assert counted(steering) == {}


def test_a_few_are_hidden_and_so_are_all_but_a_few():
    found = {"": 30, "VISIBLE_HIGH_RISK": 28, "PROFESSIONAL_JUDGEMENT": 12, "REPEAT": 3}

    rows = dict(by_ground(found, least=8).rows)

    assert rows["Visible high risk"] == rows["Repeat"] == FEW
    assert (rows["Professional judgement"], rows["Potential escalation"]) == ("12", "0")
    assert rows["Cases referred"] == "30"
    assert dict(by_ground(found, least=1).rows)["Repeat"] == "3"
    assert by_ground({}, least=8).rows == ()
