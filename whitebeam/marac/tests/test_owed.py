"""An agency's lead reads how many answers it owes; those who steer read each agency by quarter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, a_request, acting_as
from tests.roles import as_role
from whitebeam.marac.models import AgendaItem, CaseBlock, Meeting, ResearchRequest
from whitebeam.marac.presenters.steering import FEW, NONE, STAYS
from whitebeam.marac.presenters.steering_quarters import by_quarter
from whitebeam.marac.queries.owed import Quarter, answered_by_quarter, owed_by_own_agencies
from whitebeam.marac.queries.settling import Answered
from whitebeam.marac.rules.months import quarters_before
from whitebeam.marac.services import answering
from whitebeam.marac.tests.research_steps import LATER, an_asked_case, request_of
from whitebeam.notices.rules.wording import WORDINGS
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db


def the_lead(marac):
    return worker_at(marac.police, Duty.MANAGE_AGENCY)


def owed_to(user, at=LATER):
    with acting_as(user):
        return owed_by_own_agencies(at=at)


def test_a_lead_reads_what_her_agency_was_asked_and_owes():
    marac, case = an_asked_case()
    lead = the_lead(marac)

    [before] = owed_to(lead)
    with acting_as(marac.rep):
        answering.nothing_known(request_of(case, marac.police).pk, by=marac.rep, at=LATER)
    [after] = owed_to(lead)

    assert (before.agency, before.asked, before.waiting, before.late) == ("The police", 1, 1, 0)
    assert (after.nothing_known, after.known, after.waiting) == (1, 0, 0)


def test_what_is_past_its_time_is_late():
    marac, _ = an_asked_case()
    with as_role("wb_bulk"):
        meeting = Meeting.objects.get()

    [row] = owed_to(the_lead(marac), at=meeting.starts_at - timedelta(minutes=1))

    assert (row.waiting, row.late, row.due_at) == (1, 1, meeting.research_due_at)


@pytest.mark.parametrize("change", ["heard", "over", "blocked", "withdrawn"])
def test_nothing_is_owed_to_what_is_over_or_kept_from_her(change):
    marac, case = an_asked_case()
    lead = the_lead(marac)
    with as_role("wb_bulk"):
        meeting = Meeting.objects.get()
        if change == "heard":
            AgendaItem.objects.update(outcome="HEARD")
        if change == "blocked":
            CaseBlock.objects.create(
                case=case, user=lead, reason="Kin", set_by=marac.chair, set_at=NOON
            )
        if change == "withdrawn":
            ResearchRequest.objects.update(withdrawn_at=NOON)

    assert owed_to(lead, at=meeting.starts_at if change == "over" else LATER) == []


@pytest.mark.parametrize("who", ["rep", "coordinator", "chair", "idva"])
def test_whoever_leads_no_agency_is_told_nothing(who):
    marac, _ = an_asked_case()

    assert owed_to(getattr(marac, who)) == []


def test_the_lead_of_another_agency_is_told_nothing():
    marac, _ = an_asked_case()

    assert owed_to(worker_at(marac.outside, Duty.MANAGE_AGENCY)) == []


def test_the_page_counts_and_names_no_case(client, monkeypatch):
    marac, case = an_asked_case()
    with as_role("wb_bulk"):
        due = Meeting.objects.get().research_due_at
    monkeypatch.setattr(timezone, "now", lambda: due + timedelta(minutes=5))
    client.force_login(the_lead(marac))

    page = client.get(reverse("marac:owed")).content.decode()

    assert "1 answer is owed, 1 of them late." in page
    assert case.reference not in page


def test_the_page_says_when_nothing_is_asked_and_when_all_is_answered(client, monkeypatch):
    marac, case = an_asked_case()
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    with acting_as(marac.rep):
        answering.nothing_known(request_of(case, marac.police).pk, by=marac.rep, at=LATER)
    client.force_login(the_lead(marac))
    answered = client.get(reverse("marac:owed")).content.decode()
    client.force_login(worker_at(marac.outside, Duty.MANAGE_AGENCY))
    unasked = client.get(reverse("marac:owed")).content.decode()

    assert "Everything that was asked is answered." in answered
    assert "asked about no case" in unasked


@pytest.mark.parametrize("who", ["rep", "coordinator"])
def test_only_leads_open_it(client, who):
    marac = a_marac()
    client.force_login(getattr(marac, who))

    assert client.get(reverse("marac:owed")).status_code == 403


def test_the_notice_to_a_lead_leads_there():
    assert WORDINGS["research_late_here"].place == "marac:owed"


def test_quarters_are_whole_and_end_before_the_one_that_runs():
    march, april = date(2026, 3, 31), date(2026, 4, 1)

    assert quarters_before(march, 2) == [date(2025, 10, 1), date(2026, 1, 1)]
    assert quarters_before(april, 2) == [date(2026, 1, 1), date(2026, 4, 1)]


def test_each_answer_is_counted_in_the_quarter_in_which_it_was_asked():
    marac = a_marac()
    member = worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES)
    # 31 March, 23:30 UTC, is April in London.
    for moment in (NOON, datetime(2026, 3, 31, 23, 30, tzinfo=UTC)):
        a_request(marac, a_case(marac, asked=False), marac.police, asked_at=moment)

    with acting_as(member):
        first, second = answered_by_quarter(on=date(2026, 7, 1), quarters=2)

    assert [(one.first_on, len(one.answered)) for one in (first, second)] == [
        (date(2026, 1, 1), 1),
        (date(2026, 4, 1), 1),
    ]


def an_answer(month, asked, in_time, **more):
    given = {"late": 0, "unanswered": 0, "nothing_known": 0} | more
    moment = datetime(2026, month, 1, tzinfo=UTC)
    return Answered(None, "Housing", moment, asked=asked, in_time=in_time, **given)


def test_an_agency_is_read_quarter_by_quarter_and_a_few_are_hidden():
    spring = Quarter(date(2026, 1, 1), (an_answer(1, 20, 10), an_answer(2, 20, 10)))
    summer = Quarter(date(2026, 4, 1), (an_answer(4, 40, 35),))

    in_time, nothing, unanswered = by_quarter([spring, summer], least=8)

    assert in_time.names == ("Agency", "Jan to Mar 2026", "Apr to Jun 2026")
    assert in_time.rows[0][1].replace(STAYS, " ") == "50% (35 to 65)"
    assert in_time.rows[0][2] == FEW
    assert nothing.rows[0][1].replace(STAYS, " ") == "0% (0 to 9)"
    assert unanswered.caption == "Not answered, by quarter"
    [only, *_] = by_quarter([Quarter(date(2025, 10, 1), ()), spring], least=8)
    assert only.rows[0][1] == NONE
