"""A meeting is cancelled or moved with a reason; its cases wait, and everybody invited is told."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    CaseBlock,
    Meeting,
    MeetingChange,
    ResearchRequest,
    StateChange,
)
from whitebeam.marac.queries import calendar, meetings
from whitebeam.marac.services import hearing, rescheduling
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
WHY = "The chair is ill"
NEW_DAY = datetime(2026, 4, 1, 9, 30, tzinfo=LONDON)


class Planned:
    """A meeting with two cases on its list, asked about."""

    def __init__(self):
        self.marac = a_marac()
        self.meeting = a_meeting(self.marac)
        self.cases = [a_case(self.marac, state="RESEARCH_OPEN") for _ in "12"]
        self.items = [a_listing(self.meeting, case) for case in self.cases]

    def do(self, deed, *, by=None, **given):
        by = by or self.marac.coordinator
        with acting_as(by):
            return deed(meeting_id=self.meeting.pk, by=by, at=LATER, **given)

    def cancel(self, **given):
        return self.do(rescheduling.cancel, **{"reason": WHY} | given)

    def move(self, **given):
        return self.do(rescheduling.move, **{"reason": WHY, "starts_at": NEW_DAY} | given)

    def keep_coordinator_from(self, number):
        marac = self.marac
        with as_role("wb_bulk"):
            CaseBlock.objects.create(
                case=self.cases[number], user=marac.coordinator, reason="Kin",
                set_by=marac.chair, set_at=NOON,
            )  # fmt: skip


@pytest.fixture
def planned():
    return Planned()


def rows(model, **given):
    with as_role("wb_bulk"):
        return list(model.objects.filter(**given))


def test_its_cases_wait_to_be_listed_again_each_with_a_step(planned):
    planned.cancel()

    assert {case.state for case in rows(Case)} == {Case.State.DEFERRED}
    assert {item.outcome for item in rows(AgendaItem)} == {"CALLED_OFF"}
    steps = rows(StateChange, reason="called_off")
    assert {(step.before, step.after, step.words) for step in steps} == {
        ("RESEARCH_OPEN", "DEFERRED", WHY)
    }
    assert len(steps) == len(planned.cases)


def test_what_agencies_answered_stays(planned):
    with as_role("wb_bulk"):
        by = planned.marac.rep
        ResearchRequest.objects.update(answer="NOTHING_KNOWN", answered_at=NOON, answered_by=by)

    planned.cancel()

    assert {row.answer for row in rows(ResearchRequest)} == {"NOTHING_KNOWN"}


def test_everybody_invited_is_told_and_the_notice_names_no_case(planned):
    planned.cancel()

    told = rows(Notice, template="marac_meeting_cancelled")
    marac = planned.marac
    invited = (marac.coordinator, marac.chair, marac.rep, marac.housing_rep, marac.idva)
    assert {notice.to_id for notice in told} == {user.pk for user in invited}
    assert {notice.about_id for notice in told} == {planned.meeting.pk}


def test_a_case_that_does_not_exist_for_whoever_cancels_is_put_back_too(planned):
    planned.keep_coordinator_from(1)

    planned.cancel()

    hidden = rows(Case, pk=planned.cases[1].pk)[0]
    assert hidden.state == Case.State.DEFERRED
    assert rows(AgendaItem, case=hidden)[0].outcome == "CALLED_OFF"


def test_all_of_them_are_listed_again_in_one_go(planned):
    planned.cancel()
    later = a_meeting(planned.marac, starts_at=NOON + timedelta(days=28))

    made = planned.do(rescheduling.list_again, onto=later.pk, late_reason="")

    assert {item.case_id for item in made} == {case.pk for case in planned.cases}
    assert {case.state for case in rows(Case)} == {Case.State.RELISTED}
    with pytest.raises(Refused, match="No case of this meeting waits"):
        planned.do(rescheduling.list_again, onto=later.pk, late_reason="")


def test_a_cancelled_meeting_counts_nowhere(planned):
    planned.cancel()
    marac, later = planned.marac, a_meeting(planned.marac, starts_at=NOON + timedelta(days=28))

    with acting_as(marac.coordinator):
        coming = calendar.coming(marac.coordinator, at=LATER).rows
        held = calendar.held(marac.coordinator).rows
        rates = meetings.attendance_rates(later)
    assert ([one.pk for one in coming], held) == ([later.pk], [])
    assert set(map(tuple, rates.values())) == {()}
    with pytest.raises(Refused, match="ended"):
        planned.do(hearing.begin)


def test_it_is_not_cancelled_twice_nor_once_it_runs(planned):
    planned.cancel()
    with pytest.raises(Refused, match="not begun"):
        planned.cancel()
    with as_role("wb_bulk"):
        Meeting.objects.update(state="RUNNING", began_at=NOON)
    with pytest.raises(Refused, match="not begun"):
        planned.move()


@pytest.mark.parametrize("deed", ["cancel", "move"])
def test_it_takes_a_reason_and_the_coordinator(planned, deed):
    with pytest.raises(Refused, match="Enter why the meeting is"):
        getattr(planned, deed)(reason=" ")
    for other in ("chair", "rep", "idva", "referrer", "outsider"):
        with pytest.raises(Refused):
            getattr(planned, deed)(by=getattr(planned.marac, other))


def test_moved_its_clocks_move_with_it_and_its_cases_stay(planned):
    planned.move()

    meeting = rows(Meeting)[0]
    assert meeting.starts_at == NEW_DAY
    assert meeting.cut_off_at < meeting.research_due_at < meeting.starts_at
    assert {item.outcome for item in rows(AgendaItem)} == {""}
    change = rows(MeetingChange)[0]
    assert (change.kind, change.was_at, change.now_at, change.reason) == (
        "MOVED", planned.meeting.starts_at, NEW_DAY, WHY,
    )  # fmt: skip


def test_a_moment_that_is_over_or_taken_is_refused(planned):
    with pytest.raises(Refused, match="to come"):
        planned.move(starts_at=NOON)
    a_meeting(planned.marac, starts_at=NEW_DAY)
    with pytest.raises(Refused, match="already"):
        planned.move()


def test_the_database_calls_off_only_for_who_runs_it(planned):
    with acting_as(planned.marac.rep), connection.cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute("select sec.marac_call_off(%s, %s)", [planned.meeting.pk, LATER])


def test_a_coordinator_kept_from_a_case_sees_no_minutes_without_one(planned):
    planned.keep_coordinator_from(1)
    coordinator = planned.marac.coordinator

    with acting_as(coordinator):
        [meeting] = calendar.coming(coordinator, at=LATER).rows
        fill = calendar.fill_of(meeting)

    assert (fill.taken, fill.cases) == (12, 1)


def posted(client, planned, name, answers):
    client.force_login(planned.marac.coordinator)
    return client.post(reverse(name, args=[planned.meeting.pk]), answers)


@pytest.fixture
def to_come(planned):
    """Return the meeting in a future that pages believe."""
    with as_role("wb_bulk"):
        Meeting.objects.update(
            starts_at=datetime(2099, 3, 2, 9, tzinfo=LONDON),
            cut_off_at=datetime(2099, 2, 20, 17, tzinfo=LONDON),
        )
    return planned


def test_cancelling_on_the_page_leads_to_listing_again(client, to_come):
    wrong = posted(client, to_come, "marac:cancel_meeting", {"reason": ""})
    assert wrong.status_code == 422
    assert "Enter why the meeting is cancelled" in wrong.content.decode()

    done = posted(client, to_come, "marac:cancel_meeting", {"reason": WHY})

    later = a_meeting(to_come.marac, starts_at=datetime(2099, 4, 2, 9, tzinfo=LONDON))
    again = client.get(done["Location"]).content.decode()
    assert "2 to list" in again
    none = client.post(done["Location"], {})
    assert none.status_code == 422
    assert "Select a meeting" in none.content.decode()
    client.post(
        done["Location"], {"onto": str(later.pk), "late_reason": "Put off with its meeting"}
    )
    assert {case.state for case in rows(Case)} == {Case.State.RELISTED}
    agenda = reverse("marac:meeting", args=[to_come.meeting.pk])
    client.force_login(to_come.marac.rep)
    shown = client.get(agenda).content.decode()
    assert "This meeting was cancelled" in shown
    assert WHY in shown


def test_moving_on_the_page_keeps_what_was_typed(client, to_come):
    day = {"day_day": "1", "day_month": "4", "day_year": "2099"}

    wrong = posted(client, to_come, "marac:move_meeting", day | {"time": "morning", "reason": WHY})
    assert wrong.status_code == 422
    assert "Enter a time such as 09:30" in wrong.content.decode()
    assert WHY in wrong.content.decode()
    done = posted(client, to_come, "marac:move_meeting", day | {"time": "09:30", "reason": WHY})

    assert done.status_code == 302
    assert rows(Meeting)[0].starts_at == datetime(2099, 4, 1, 9, 30, tzinfo=LONDON)


def test_nobody_else_opens_those_pages(client, to_come):
    for name in ("marac:cancel_meeting", "marac:move_meeting"):
        where = reverse(name, args=[to_come.meeting.pk])
        client.force_login(to_come.marac.rep)
        assert client.get(where).status_code == 403
        client.force_login(worker_at(to_come.marac.outside, Duty.COORDINATE_MARAC))
        assert client.get(where).status_code == 404
