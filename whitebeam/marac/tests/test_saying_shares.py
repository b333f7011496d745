"""What is said at a meeting has its ledger line: whose it is, why, and who heard it at that moment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import worker_at
from tests.marac_builders import NOON, a_marac, acting_as
from tests.meeting_builders import a_sitting, accept, an_entry
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import (
    Attendance,
    CaseBlock,
    Disclosure,
    Entry,
    Recipient,
    ResearchRequest,
)
from whitebeam.marac.services import saying
from whitebeam.marac.services.ledger_of_meeting import Reasons
from whitebeam.marac.services.saying import NewEntry
from whitebeam.partners.models import AgreementParty, Duty

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LATER = NOON + 5 * MINUTE


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    """An open case; the hub, the police, housing and the service are in the meeting."""
    sitting = a_sitting(marac, running=True)
    join(sitting)
    sitting.open(0)
    return sitting


def join(sitting, **whose):
    with as_role("wb_bulk"):
        Attendance.objects.filter(meeting=sitting.meeting, **whose).update(joined_at=NOON)


def say(sitting, user, *, at=LATER, kind="RISK", text="He has her keys.", **more):
    new = NewEntry(sitting.items[0].pk, Entry.Kind(kind), text, uuid4(), **more)
    with acting_as(user):
        return saying.say(new=new, by=user, at=at)


def line_of(entry):
    with as_role("wb_bulk"):
        return Disclosure.objects.select_related("controller", "agreement", "decided_by").get(
            about_id=entry.pk
        )


def heard_it(entry):
    with as_role("wb_bulk"):
        found = Recipient.objects.filter(disclosure__about_id=entry.pk)
        return set(found.values_list("agency__name", flat=True))


def reads(user, entry):
    """Return whether policy and wall give somebody this entry; they must agree."""
    with acting_as(user):
        picked = policy.entries_seen_by(user).filter(pk=entry.pk).exists()
        walled = Entry.objects.filter(pk=entry.pk).exists()
    assert picked == walled
    return picked


def test_a_line_is_written_with_it(marac, sitting):
    entry = say(sitting, marac.housing_rep)
    line = line_of(entry)

    assert (line.controller, line.decided_by, line.decided_at) == (
        marac.housing,
        marac.housing_rep,
        LATER,
    )
    assert (line.agreement, line.basis) == (marac.agreement, "PUBLIC_TASK")
    assert "judges the risk" in str(line.necessity)
    assert "statement" in str(line.proportionality)
    assert heard_it(entry) == {"The hub", "The police", "A service"}
    with as_role("wb_bulk"):
        assert set(Recipient.objects.values_list("at", "agreement")) == {
            (LATER, marac.agreement.pk)
        }


def test_who_joins_later_did_not_hear_it_and_does_not_read_it(marac, sitting):
    with as_role("wb_bulk"):
        seats = Attendance.objects.filter(meeting=sitting.meeting, agency=marac.housing)
        seats.update(joined_at=LATER + MINUTE)
    before, after = say(sitting, marac.rep), say(sitting, marac.rep, at=LATER + MINUTE)

    assert "Housing" not in heard_it(before)
    assert "Housing" in heard_it(after)
    assert not reads(marac.housing_rep, before)
    assert reads(marac.housing_rep, after)


def test_who_left_did_not_hear_it(marac, sitting):
    with as_role("wb_bulk"):
        seats = Attendance.objects.filter(meeting=sitting.meeting, agency=marac.housing)
        seats.update(left_at=LATER)

    assert "Housing" not in heard_it(say(sitting, marac.rep))


def test_an_agency_of_which_everybody_is_walled_off_did_not_hear_it(marac, sitting):
    colleague = worker_at(marac.housing, Duty.RESEARCH_MARAC)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=sitting.cases[0], user=marac.housing_rep, reason="x", set_at=NOON,
            set_by=marac.coordinator,
        )  # fmt: skip
    alone = say(sitting, marac.rep)
    accept(marac, sitting.meeting, colleague, agency="housing", role="DEPUTY")
    join(sitting, user=colleague)
    together = say(sitting, marac.rep)

    assert "Housing" not in heard_it(alone)
    assert "Housing" in heard_it(together)
    assert not reads(marac.housing_rep, together)
    assert reads(colleague, together)


def test_what_is_about_one_person_is_not_for_those_asked_about_another(marac, sitting):
    with as_role("wb_bulk"):
        asked = ResearchRequest.objects.filter(case=sitting.cases[0], agency=marac.housing)
        asked.update(parts=["PERPETRATOR"])
        people = {one.part: one.pk for one in sitting.cases[0].people.all()}
    of_her = say(sitting, marac.rep, about=people["VICTIM"])
    of_him = say(sitting, marac.rep, about=people["PERPETRATOR"])

    assert "Housing" not in heard_it(of_her)
    assert "A service" in heard_it(of_her)
    assert "Housing" in heard_it(of_him)
    assert not reads(marac.housing_rep, of_her)


def test_who_coordinates_and_who_chairs_receive_it_though_absent(marac, sitting):
    with as_role("wb_bulk"):
        Attendance.objects.exclude(user=marac.housing_rep).update(joined_at=None)

    assert heard_it(say(sitting, marac.housing_rep)) == {"The hub", "The police"}


def test_what_is_written_down_later_was_said_while_the_case_was_open(marac, sitting):
    sitting.put(0, closed_at=LATER, outcome="HEARD")
    with as_role("wb_bulk"):
        seats = Attendance.objects.filter(meeting=sitting.meeting, agency=marac.housing)
        seats.update(joined_at=LATER + MINUTE)

    assert "Housing" not in heard_it(say(sitting, marac.rep, at=LATER + 9 * MINUTE))


def test_a_decision_is_the_panels_and_has_no_line(marac, sitting):
    entry = say(sitting, marac.chair, kind="DECISION", text="Keep it open")

    with as_role("wb_bulk"):
        assert not Disclosure.objects.filter(about_id=entry.pk).exists()
    assert reads(marac.housing_rep, entry)


def not_covered(marac):
    with as_role("wb_bulk"):
        party = AgreementParty.objects.filter(agency=marac.housing, agreement=marac.agreement)
        party.update(gives=True, receives=False)


def test_refuses_what_no_agreement_covers(marac, sitting):
    not_covered(marac)

    with pytest.raises(Refused, match=r"lets The police share this with Housing\. Open"):
        say(sitting, marac.rep)
    with as_role("wb_bulk"):
        assert not Entry.objects.exists()


def test_in_an_emergency_the_reason_is_kept_with_the_agreement_of_the_others(marac, sitting):
    not_covered(marac)
    entry = say(sitting, marac.rep, reasons=Reasons(emergency="He is outside her door"))

    line = line_of(entry)
    assert str(line.emergency_why) == "He is outside her door"
    assert line.agreement == marac.agreement
    with as_role("wb_bulk"):
        received = Recipient.objects.get(disclosure=line, agency=marac.housing)
        assert received.agreement is None


def test_the_reasons_may_be_changed(marac, sitting):
    mine = Reasons("VITAL_INTERESTS", "His gun", "The gun alone")
    line = line_of(say(sitting, marac.rep, reasons=mine))

    assert (line.basis, str(line.necessity), str(line.proportionality)) == (
        "VITAL_INTERESTS",
        "His gun",
        "The gun alone",
    )


def test_the_coordinator_writes_for_the_agency_whose_words_they_are(marac, sitting):
    entry = say(sitting, marac.coordinator, agency=marac.housing.pk)

    assert (entry.agency.pk, line_of(entry).controller) == (marac.housing.pk, marac.housing)
    assert heard_it(entry) == {"The hub", "The police", "A service"}
    assert reads(marac.housing_rep, entry)


def test_nobody_else_writes_for_another_agency(marac, sitting):
    with pytest.raises(Refused, match="Only the coordinator"):
        say(sitting, marac.rep, agency=marac.housing.pk)


def test_refuses_somebody_of_another_case(marac, sitting):
    other = a_sitting(marac, starts_at=NOON + timedelta(days=40)).cases[0]
    with as_role("wb_bulk"):
        stranger = other.people.first().pk

    with pytest.raises(Refused, match="somebody of this case"):
        say(sitting, marac.rep, about=stranger)


def test_a_correction_is_shared_for_the_same_reasons_about_the_same_person(marac, sitting):
    with as_role("wb_bulk"):
        about = sitting.cases[0].people.get(part="VICTIM").pk
    old = say(sitting, marac.rep, about=about, reasons=Reasons(necessity="His gun"))
    with acting_as(marac.rep):
        new = saying.put_right(
            entry_id=old.pk, text="Two guns", once_key=uuid4(), by=marac.rep, at=LATER
        )

    assert (new.about_id, str(line_of(new).necessity)) == (about, "His gun")
    assert line_of(old)


def test_it_costs_two_statements_more_than_a_decision(marac, sitting):
    say(sitting, marac.rep)
    counts = []
    for kind in ("DECISION", "RISK"):
        with CaptureQueriesContext(connection) as queries:
            say(sitting, marac.rep, kind=kind)
        counts.append(len(queries))

    assert counts[1] - counts[0] == 2


def test_the_database_lets_nobody_say_that_no_line_was_kept(marac, sitting):
    entry = an_entry(sitting, marac.rep, text="x", heard_by=())
    with as_role("wb_bulk"):
        Disclosure.objects.all().delete()

    with (
        acting_as(marac.rep),
        pytest.raises(ProgrammingError, match="row-level"),
        transaction.atomic(),
    ):
        Disclosure.objects.create(
            case=sitting.cases[0], about_label="marac.Entry", about_id=entry.pk, basis="NOT_KEPT",
            controller=marac.police, necessity="x", proportionality="x", decided_by=marac.rep,
            decided_at=NOON,
        )  # fmt: skip
