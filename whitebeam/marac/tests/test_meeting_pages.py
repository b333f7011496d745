"""The pages of a meeting: what each reader is shown, and that more cases cost no more queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_marac, is_looked_up_by
from tests.meeting_builders import a_sitting, an_entry
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.marac.models import Attendance, FlagRequest, ResearchItem

pytestmark = pytest.mark.django_db
READ = ("marac:meeting", "marac:papers", "marac:attendance", "marac:conflicts", "marac:last_time",
        "marac:live", "marac:live_parts", "marac:minutes")  # fmt: skip


@pytest.fixture
def marac():
    return a_marac()


def page(client, name, *ids):
    return client.get(reverse(f"marac:{name}", args=ids)).content.decode()


@pytest.mark.parametrize("who", ["coordinator", "chair", "rep", "idva"])
@pytest.mark.parametrize("name", READ)
def test_whoever_sits_opens_it(client, marac, name, who):
    sitting = a_sitting(marac, cases=1, running=True)
    sitting.open(0)
    with_second_factor(client, getattr(marac, who))

    assert client.get(reverse(name, args=[sitting.meeting.pk])).status_code == 200


@pytest.mark.parametrize("name", READ)
def test_to_a_stranger_there_is_no_such_meeting(client, marac, name):
    sitting = a_sitting(marac)
    with_second_factor(client, marac.outsider)

    assert client.get(reverse(name, args=[sitting.meeting.pk])).status_code == 404


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", READ)
def test_fifteen_cases_cost_no_more_queries_than_one(client, marac, name):
    small = a_sitting(marac, cases=1, running=True)
    large = a_sitting(marac, cases=15, running=True, starts_at=NOON.replace(day=28))
    for sitting in (small, large):
        sitting.open(0)
        for number in range(len(sitting.cases)):
            an_entry(sitting, marac.rep, text="Said", number=number)
    with_second_factor(client, marac.rep)

    addresses = [reverse(name, args=[sitting.meeting.pk]) for sitting in (small, large)]
    assert queries(client, addresses[1]) <= queries(client, addresses[0])


def test_cases_with_children_come_first(client, marac):
    sitting = a_sitting(marac, cases=2)
    sitting.put(1, has_children=True)
    with_second_factor(client, marac.rep)

    agenda = page(client, "meeting", sitting.meeting.pk)

    assert agenda.index(sitting.cases[1].reference) < agenda.index(sitting.cases[0].reference)


def test_flags_that_reach_twelve_months_are_on_the_agenda(client, marac):
    sitting = a_sitting(marac)
    old = a_case(marac, state="CLOSED", closed_at=NOON)
    with as_role("wb_bulk"):
        FlagRequest.objects.create(
            case=old, agency=marac.housing, asked_at=NOON, until=sitting.meeting.starts_at.date()
        )
    with_second_factor(client, marac.rep)

    agenda = page(client, "meeting", sitting.meeting.pk)

    assert old.reference in agenda
    assert "1 agency has a flag to take off" in agenda


def test_only_who_coordinates_is_led_to_the_answers_before_the_meeting(client, marac):
    meeting = a_sitting(marac, cases=1).meeting
    answers = reverse("marac:meeting_research", args=[meeting.pk])

    with_second_factor(client, marac.coordinator)
    assert answers in page(client, "meeting", meeting.pk)
    with_second_factor(client, marac.rep)
    agenda = page(client, "meeting", meeting.pk)

    assert answers not in agenda
    assert "I cannot come" in agenda


def test_a_referrer_sees_her_case_on_the_agenda_and_opens_no_paper(client, marac):
    sitting = a_sitting(marac)
    with_second_factor(client, marac.referrer)
    client.post(reverse("marac:statement", args=[sitting.meeting.pk]))

    agenda = page(client, "meeting", sitting.meeting.pk)
    paper = reverse("marac:paper", args=[sitting.meeting.pk, sitting.cases[0].pk])

    assert sitting.cases[0].reference in agenda
    assert paper not in agenda
    assert client.get(paper).status_code == 404


def test_a_paper_holds_only_what_that_agency_may_see(client, marac):
    sitting = a_sitting(marac)
    case = sitting.cases[0]
    with as_role("wb_bulk"):
        victim = case.people.get(part="VICTIM")
        is_looked_up_by(victim, ADDRESS="1 Long Lane")
        case.requests.filter(agency=marac.housing).update(identifiers=["NAME"])
        kept = {"request": case.requests.get(agency=marac.police), "case": case,
                "agency": marac.police, "kind": "FACT", "topic": "RISK", "by": marac.rep}  # fmt: skip
        ResearchItem.objects.create(
            **kept, text="He has a shotgun", shared_at=NOON, once_key=case.pk
        )
        ResearchItem.objects.create(**kept, text="Not shared yet", once_key=marac.rep.pk)
    with_second_factor(client, marac.housing_rep)

    papers = page(client, "papers", sitting.meeting.pk)

    assert "Victim Invented" in papers
    assert "He has a shotgun" in papers
    assert "1 Long Lane" not in papers
    assert "Not shared yet" not in papers


def test_opening_the_papers_is_recorded_with_their_cases(client, marac):
    sitting = a_sitting(marac, cases=2)
    with_second_factor(client, marac.rep)

    page(client, "papers", sitting.meeting.pk)

    with as_role("wb_backup"):
        entry = AuditEntry.objects.get(verb="marac.meeting.papers_opened")
    assert set(entry.details["cases"]) == {str(case.pk) for case in sitting.cases}


def test_attendance_shows_the_rate_and_what_the_quorum_lacks(client, marac):
    before = a_sitting(marac)
    with as_role("wb_bulk"):
        Attendance.objects.filter(meeting=before.meeting, agency=marac.housing).update(
            joined_at=NOON
        )
    before.is_now("ENDED")
    sitting = a_sitting(marac, starts_at=NOON.replace(day=28), running=True)
    with_second_factor(client, marac.rep)

    shown = page(client, "attendance", sitting.meeting.pk)

    assert "1 of the last 1" in shown
    assert "0 of the last 1" in shown
    assert "Missing: 4 more agencies" in shown


def test_apologies_ask_whether_information_was_sent(client, marac):
    sitting = a_sitting(marac)
    with_second_factor(client, marac.rep)
    address = reverse("marac:apologise", args=[sitting.meeting.pk])

    wrong = client.post(address, {})
    client.post(address, {"has_sent_information": "yes"})

    assert wrong.status_code == 422
    shown = page(client, "attendance", sitting.meeting.pk)
    assert "Apologies, information sent" in shown


def test_the_title_of_no_page_names_anybody(client, marac):
    sitting = a_sitting(marac, running=True)
    sitting.open(0)
    with_second_factor(client, marac.rep)

    for name in READ:
        shown = client.get(reverse(name, args=[sitting.meeting.pk])).content.decode()
        title = shown[shown.index("<title>") : shown.index("</title>")]
        assert "Invented" not in title
