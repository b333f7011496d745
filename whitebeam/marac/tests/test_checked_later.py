"""A counter-allegation that comes after acceptance stops every later deed, and says where to look."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.meeting_builders import accept as accept_statement
from tests.people_builders import a_person
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import AgendaItem, Case, EarlySettlement, Meeting
from whitebeam.marac.services import asking, checking, hearing, listing, settling
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty
from whitebeam.risk.models import CounterAllegationReview

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)
WAITS = "structured check of who harms whom"


class Accused:
    """A case, accepted or listed, in which he is recorded as harmed by her since."""

    def __init__(self, state="ACCEPTED"):
        self.marac = a_marac()
        service, adviser = self.marac.service, self.marac.idva
        self.wren, self.rook = (
            a_person(service, by=adviser, known_as=name)
            for name in ("Wren Example", "Rook Invented")
        )
        people = {"VICTIM": self.wren, "PERPETRATOR": self.rook}
        self.case = a_case(self.marac, people=people, state=state, asked=False)
        elsewhere = AgencyFactory()
        by = worker_at(elsewhere, Duty.ASSESS_RISK)
        an_assessment(self.rook, perpetrator=self.wren, by=by, agency=elsewhere)

    def checked(self):
        one, other = sorted((self.wren, self.rook), key=lambda person: person.pk)
        with as_role("wb_bulk"):
            CounterAllegationReview.objects.create(
                one=one, other=other, agency=self.marac.service, by=self.marac.idva, at=NOON,
                answers="{}", harmed=self.wren, conclusion="She is afraid",
            )  # fmt: skip

    def listed(self, **meeting):
        self.meeting = a_meeting(self.marac, **meeting)
        self.item = a_listing(self.meeting, self.case)
        return self

    def as_coordinator(self, deed, *args, **given):
        by = self.marac.coordinator
        with acting_as(by):
            return deed(*args, by=by, at=LATER, **given)


def to_list():
    accused = Accused()
    meeting = a_meeting(accused.marac)
    given = {"case_id": accused.case.pk, "meeting_id": meeting.pk, "minutes": 10}
    return accused, lambda: accused.as_coordinator(listing.list_case, late_reason="", **given)


def to_research():
    accused = Accused("LISTED").listed()
    return accused, lambda: accused.as_coordinator(asking.open_research, accused.case.pk)


def to_hear():
    accused = Accused("RESEARCH_OPEN").listed(state="RUNNING", began_at=NOON)
    marac = accused.marac
    accept_statement(marac, accused.meeting, marac.coordinator, agency="hub", role="COORDINATOR")
    return accused, lambda: accused.as_coordinator(hearing.open_case, item_id=accused.item.pk)


def to_settle():
    accused = Accused("RESEARCH_OPEN")
    marac = accused.marac
    with as_role("wb_bulk"):
        agreed = EarlySettlement.objects.create(
            case=accused.case, reason="x", proposed_by=marac.rep, proposed_for=marac.police,
            proposed_at=NOON, seconded_by=marac.housing_rep, seconded_for=marac.housing,
            seconded_at=NOON, idva=marac.idva, idva_agreed_at=NOON,
        )  # fmt: skip
    return accused, lambda: accused.as_coordinator(
        settling.decide, agreed.pk, not_awaited="She is away.", no_action="All is done."
    )


@pytest.mark.parametrize("ready", [to_list, to_research, to_hear, to_settle])
def test_each_later_deed_waits_for_the_check(ready):
    accused, deed = ready()
    with pytest.raises(Refused, match=WAITS):
        deed()

    accused.checked()

    assert deed()


def test_the_chair_opens_no_case_that_waits_for_it():
    accused, _ = to_hear()
    marac, by = accused.marac, accused.marac.chair
    accept_statement(marac, accused.meeting, by, agency="police", role="CHAIR")

    with acting_as(by), pytest.raises(Refused, match=WAITS):
        hearing.open_case(item_id=accused.item.pk, by=by, at=LATER)


def test_what_is_talked_over_beside_the_list_may_be_just_that():
    accused, deed = to_hear()
    with as_role("wb_bulk"):
        AgendaItem.objects.filter(pk=accused.item.pk).update(is_aside=True)

    assert deed().opened_at == LATER


def page(client, user, name, *ids):
    client.force_login(user)
    return client.get(reverse(name, args=ids)).content.decode()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("marac:case", "LISTED"),
        ("marac:list_case", "ACCEPTED"),
        ("marac:open_research", "LISTED"),
        ("marac:settle", "RESEARCH_OPEN"),
    ],
)
def test_the_pages_of_the_case_say_so_and_lead_to_the_check(client, name, state):
    accused = Accused(state).listed()

    shown = page(client, accused.marac.coordinator, name, accused.case.pk)

    assert "Who harms whom is not clear" in shown
    assert reverse("marac:case_check", args=[accused.case.pk]) in shown


def test_agenda_and_room_say_so_to_those_who_run_it(client):
    accused, _ = to_hear()
    check = reverse("marac:case_check", args=[accused.case.pk])

    for name in ("marac:meeting", "marac:live"):
        assert check in page(client, accused.marac.coordinator, name, accused.meeting.pk)


def test_an_agency_that_only_researches_is_not_told(client):
    accused, _ = to_hear()
    marac = accused.marac
    accept_statement(marac, accused.meeting, marac.rep, agency="police", role="REPRESENTATIVE")
    check = reverse("marac:case_check", args=[accused.case.pk])

    assert check not in page(client, marac.rep, "marac:meeting", accused.meeting.pk)
    assert "Who harms whom" not in page(client, marac.rep, "marac:case", accused.case.pk)
    assert client.get(check).status_code == 403


def test_whoever_holds_both_records_is_led_to_the_check_itself(client):
    accused = Accused()
    with_names = page(client, accused.marac.idva, "marac:case_check", accused.case.pk)

    assert "Check Wren Example and Rook Invented" in with_names
    assert reverse("risk:counter", args=[accused.wren.pk, accused.rook.pk]) in with_names


def test_the_coordinator_who_holds_neither_asks_those_who_do(client):
    accused = Accused()
    shown = page(client, accused.marac.coordinator, "marac:case_check", accused.case.pk)
    assert "Rook" not in shown
    assert "A school, A service" in shown

    client.post(reverse("marac:case_check", args=[accused.case.pk]))

    with as_role("wb_bulk"):
        told = set(Notice.objects.filter(template="marac_check_asked").values_list("to", flat=True))
    assert told == {accused.marac.referrer.pk, accused.marac.idva.pk}


def test_the_referrer_reads_it_on_the_page_of_her_case(client):
    accused = Accused()

    shown = page(client, accused.marac.referrer, "marac:status", accused.case.pk)

    assert reverse("marac:case_check", args=[accused.case.pk]) in shown


def test_nobody_asks_for_a_check_that_is_saved_and_nobody_else_asks():
    accused = Accused()
    with acting_as(accused.marac.idva), pytest.raises(Refused):
        checking.ask_for_check(case_id=accused.case.pk, by=accused.marac.idva, at=LATER)
    accused.checked()

    with pytest.raises(Refused, match="is saved"):
        accused.as_coordinator(checking.ask_for_check, case_id=accused.case.pk)


def test_a_meeting_without_such_a_case_says_nothing(client):
    marac = a_marac()
    meeting = a_meeting(marac, state=Meeting.State.RUNNING, began_at=NOON)
    a_listing(meeting, a_case(marac, state=Case.State.LISTED))
    accept_statement(marac, meeting, marac.coordinator, agency="hub", role="COORDINATOR")

    assert "Waits for the check" not in page(client, marac.coordinator, "marac:meeting", meeting.pk)
