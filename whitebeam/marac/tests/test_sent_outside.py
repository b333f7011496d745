"""Guardians read what went to MARACs outside, by package; where to, only where it is no hint."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import CaseBlock, Disclosure
from whitebeam.marac.queries.sharing_report import sent_outside_between
from whitebeam.marac.tests.moving_steps import a_shared_case, another_panel, send
from whitebeam.partners.models import Duty

before = import_module("whitebeam.marac.migrations.0223_where_she_went_is_not_told")
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


@pytest.mark.parametrize("withheld", [True, False], ids=["withheld", "told"])
def test_where_her_address_is_withheld_no_ledger_says_where_she_went(client, marac, case, withheld):
    send(marac, case, withheld=withheld)
    ledger = reverse("marac:case_ledger", args=[case.pk])
    quarter = "?quarter=2026-01-01"
    pages = [with_second_factor(client, marac.rep).get(ledger).text]
    pages.append(with_second_factor(client, marac.coordinator).get(ledger).text)
    browser = with_second_factor(client, guardian(marac.hub))
    pages += [
        browser.get(reverse(f"marac:{page}") + quarter).text
        for page in ("shared_items", "shared_items_csv")
    ]

    for page in pages:
        assert ("Elsewhere MARAC" in page) is not withheld
        assert ("Another MARAC" in page) is withheld


def test_a_reason_that_names_the_marac_is_refused_where_it_is_withheld(marac, case):
    with pytest.raises(Refused, match="says where she is"):
        send(marac, case, reason="Her sister wrote to elsewhere  MARAC")

    send(marac, case, reason="Her sister wrote to Elsewhere MARAC", withheld=False)


def test_lines_that_were_written_before_name_it_no_more(marac, case):
    send(marac, case)
    with as_role("wb_bulk"):
        Disclosure.objects.filter(about_label="marac.PackageItem").update(to_marac="Elsewhere")
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(before.NOT_NAMED)

    with as_role("wb_bulk"):
        told = Disclosure.objects.values_list("about_label", "to_marac")
        assert {one for one in told if one[1]} == {("marac.PackageItem", "Another MARAC")}
