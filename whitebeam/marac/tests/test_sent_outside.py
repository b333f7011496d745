"""Guardians read what went to MARACs outside, by package; where to, only where it is no hint."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import CaseBlock
from whitebeam.marac.queries.sharing_report import sent_outside_between
from whitebeam.marac.tests.moving_steps import a_shared_case, another_panel, send
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
FROM, UNTIL = NOON - timedelta(days=30), NOON + timedelta(days=30)


@pytest.fixture
def shared():
    return a_shared_case()


@pytest.fixture
def marac(shared):
    return shared[0]


@pytest.fixture
def case(shared):
    return shared[1]


def guardian(agency):
    return worker_at(agency, Duty.GUARD_RECORDS)


def read(user):
    with acting_as(user):
        return sent_outside_between(FROM, UNTIL)


def test_whoever_guards_the_coordinating_agency_reads_the_whole_package(marac, case):
    send(marac, case, withheld=False)

    (one,) = read(guardian(marac.hub))

    assert (one.reference, one.to_marac, one.things) == (case.reference, "Elsewhere MARAC", 3)
    assert set(one.parts) == {"REFERRAL", "RISK", "RESEARCH"}
    assert {"A school", "The hub", "The police"} == set(one.controllers)
    assert (one.is_opened, one.is_taken_back) == (False, False)


def test_a_guardian_elsewhere_reads_of_what_her_agency_gave_alone(marac, case):
    send(marac, case)

    (one,) = read(guardian(marac.police))

    assert (one.parts, one.controllers, one.things) == (["RESEARCH"], ["The police"], 1)
    assert read(guardian(marac.housing)) == read(guardian(marac.outside)) == []
    assert read(marac.coordinator) == read(marac.chair) == []


def test_where_her_address_is_withheld_it_does_not_say_where_to(client, marac, case):
    send(marac, case, withheld=True)
    reader = guardian(marac.hub)

    assert [one.to_marac for one in read(reader)] == [""]
    browser = with_second_factor(client, reader)
    page = browser.get(reverse("marac:sharing_report"), {"quarter": "2026-01-01"}).text
    assert "her address is withheld" in page
    assert "Elsewhere MARAC" not in page
    assert "The referral, Summary of the risk, What agencies shared" in page


def test_what_goes_to_one_of_our_own_panels_is_not_outside(marac, case):
    panel, _ = another_panel(marac)
    send(marac, case, to=panel)

    assert read(guardian(marac.hub)) == []


def test_a_case_kept_from_the_guardian_is_in_none_of_it(marac, case):
    send(marac, case)
    reader = guardian(marac.hub)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=reader, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    assert read(reader) == []
