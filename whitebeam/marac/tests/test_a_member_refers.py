"""An agency that sits on the panel refers, and is asked like the others about its own case."""

import pytest

from tests.factories import worker_at
from tests.marac_builders import NOON, a_listing, a_marac, a_meeting, acting_as
from tests.marac_referrals import a_referred_case
from tests.roles import as_role
from whitebeam.marac.models import Case, Recipient
from whitebeam.marac.services import asking
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["police", "housing", "service", "school"])
def test_research_opens_without_an_emergency_whoever_refers(name):
    marac = a_marac()
    agency = getattr(marac, name)
    case = a_referred_case(marac, by=worker_at(agency, Duty.REFER_TO_MARAC), agency=agency)
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="LISTED")
    a_listing(a_meeting(marac), case)

    with acting_as(marac.coordinator):
        opened = asking.open_research(case.pk, by=marac.coordinator, at=NOON)

    assert (opened.asked, opened.uncovered) == (3, ())
    with as_role("wb_bulk"):
        readers = set(Recipient.objects.filter(case=case).values_list("agency__name", flat=True))
    assert agency.name not in readers
    assert {"The hub", "The police", "Housing", "A service"} - readers <= {agency.name}
