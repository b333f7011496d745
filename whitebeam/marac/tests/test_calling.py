"""Whoever calls professionals together runs that meeting to its end, and no other."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import LONG_AGO, NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.marac.models import AgendaItem, Case, CaseBlock, Meeting, Pathway
from whitebeam.marac.queries.waits import Kind
from whitebeam.marac.services import calling, chasing_waits
from whitebeam.marac.tests.research_steps import an_asked_case
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return an_asked_case()


def called(browser, case):
    """Call professionals together about a case, and accept the statement; return the meeting."""
    answer = browser.post(reverse("marac:call", args=[case.pk]))
    assert answer.status_code == 302
    with as_role("wb_bulk"):
        meeting = Meeting.objects.get(kind="PROFESSIONALS")
    browser.post(reverse("marac:statement", args=[meeting.pk]))
    return meeting


def press(browser, name, *args):
    assert browser.post(reverse(f"marac:{name}", args=args)).status_code == 302


@pytest.mark.parametrize("who", ["idva", "rep", "coordinator"])
def test_whoever_calls_it_begins_opens_closes_and_ends_it(client, asked, who):
    marac, case = asked
    browser = with_second_factor(client, getattr(marac, who))
    meeting = called(browser, case)

    press(browser, "live_begin", meeting.pk)
    press(browser, "live_open", meeting.pk, case.pk)
    with as_role("wb_bulk"):
        item = AgendaItem.objects.get(meeting=meeting)
    assert f"Case {case.reference}" in browser.get(reverse("marac:live", args=[meeting.pk])).text
    press(browser, "live_close", meeting.pk, item.pk)
    press(browser, "live_end", meeting.pk)

    with as_role("wb_bulk"):
        assert AgendaItem.objects.get(pk=item.pk).outcome == "HEARD"
        assert Meeting.objects.get(pk=meeting.pk).state == "ENDED"


def test_an_adviser_hears_a_case_that_takes_that_way(client, asked):
    marac, case = asked
    with as_role("wb_bulk"):
        way = Pathway.objects.create(
            code="talk",
            kind="PROFESSIONALS",
            name="Talk",
            clocks={},
            starts_on=LONG_AGO,
            source="x",
        )
        Case.objects.filter(pk=case.pk).update(pathway=way)
        case.listings.all().delete()
    browser = with_second_factor(client, marac.idva)
    meeting = called(browser, case)
    press(browser, "live_begin", meeting.pk)
    press(browser, "live_open", meeting.pk, case.pk)

    press(browser, "live_end", meeting.pk)

    with as_role("wb_bulk"):
        assert Case.objects.get(pk=case.pk).state == "HEARD"


def test_somebody_else_who_works_on_the_case_does_not_run_it(client, asked):
    marac, case = asked
    meeting = called(with_second_factor(client, marac.idva), case)
    other = with_second_factor(type(client)(), marac.rep)
    other.post(reverse("marac:statement", args=[meeting.pk]))

    other.post(reverse("marac:live_begin", args=[meeting.pk]))

    with as_role("wb_bulk"):
        assert Meeting.objects.get(pk=meeting.pk).state == "PLANNED"


def test_a_researching_agency_that_calls_people_together_does_not_move_the_case_on(client, asked):
    marac, case = asked
    browser = with_second_factor(client, marac.rep)
    with as_role("wb_bulk"):
        before = Case.objects.get(pk=case.pk).state

    meeting = called(browser, case)
    press(browser, "live_begin", meeting.pk)
    press(browser, "live_open", meeting.pk, case.pk)
    press(browser, "live_end", meeting.pk)

    with as_role("wb_bulk"):
        assert Case.objects.get(pk=case.pk).state == before


def test_nobody_outside_the_case_calls_one(client, asked):
    marac, case = asked
    stranger = worker_at(marac.hub, Duty.RESEARCH_MARAC)

    answer = with_second_factor(client, stranger).post(reverse("marac:call", args=[case.pk]))

    assert answer.status_code in {302, 404}
    with as_role("wb_bulk"):
        assert not Meeting.objects.filter(kind="PROFESSIONALS").exists()


def test_whoever_works_on_the_case_is_told_but_the_blocked_and_who_called(client, asked):
    marac, case = asked
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.housing_rep, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    meeting = called(with_second_factor(client, marac.rep), case)
    called_again = client.post(reverse("marac:call", args=[case.pk]))

    assert called_again.status_code == 302
    with as_role("wb_bulk"):
        told = Notice.objects.filter(template="marac_professionals_called")
        assert {one.to for one in told} == {marac.coordinator, marac.chair, marac.idva}
        assert {one.about_id for one in told} == {meeting.pk}
        assert told.count() == 3


def test_the_case_names_its_professionals_meetings_and_leads_into_them(client, asked):
    marac, case = asked
    meeting = called(with_second_factor(client, marac.rep), case)
    browser = with_second_factor(type(client)(), marac.idva)
    page, minutes = (
        reverse("marac:case", args=[case.pk]),
        reverse("marac:minutes", args=[meeting.pk]),
    )

    before = browser.get(page).text

    assert "About to begin" in before
    assert reverse("marac:meeting", args=[meeting.pk]) in before
    assert minutes not in before
    with as_role("wb_bulk"):
        Meeting.objects.filter(pk=meeting.pk).update(state="ENDED", began_at=NOON, ended_at=NOON)
    after = browser.get(page).text
    assert "Held, called by" in after
    assert minutes in after


@pytest.mark.parametrize(("who", "chased"), [("idva", "chair"), ("chair", "chair")])
def test_whoever_may_sign_is_chased_and_not_whoever_called(asked, who, chased):
    marac, case = asked
    with acting_as(getattr(marac, who)):
        meeting = calling.call_professionals(case.pk, by=getattr(marac, who), at=NOON)
    with as_role("wb_bulk"):
        AgendaItem.objects.filter(meeting=meeting).update(
            outcome="HEARD", opened_at=NOON, closed_at=NOON
        )
    with acting(Acting.process("marac_clock")), as_role("wb_worker"):
        chasing_waits.chase_wait(Kind.MINUTES, case.pk, at=NOON + timedelta(days=30))
    with as_role("wb_bulk"):
        told = Notice.objects.filter(template="minutes_unsigned")
        assert marac.idva not in {one.to for one in told}
        assert getattr(marac, chased) in {one.to for one in told}
