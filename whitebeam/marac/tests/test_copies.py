"""An agency's copy holds its own actions, what was decided, and what was shared with it; no more."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from tests.marac_builders import NOON, a_marac, acting_as
from tests.meeting_builders import a_sitting, an_entry
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac import policy
from whitebeam.marac.models import (
    Attendance,
    Disclosure,
    Minutes,
    MinutesCopy,
    MinutesFact,
    Recipient,
    ResearchRequest,
)
from whitebeam.marac.queries import copies
from whitebeam.marac.rules.minuting import read_copy, read_whole
from whitebeam.marac.services import minuting
from whitebeam.marac.tests.test_saying_shares import join

pytestmark = pytest.mark.django_db
SUMMARY = "Separated in May; he waits at the gate."
HIS, HERS, HEARD, OWN = "He drinks", "She is with child", "He has keys", "The door is new"
WORKERS = ("coordinator", "chair", "rep", "housing_rep", "idva", "referrer")


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    """Housing was asked about him alone and is absent; the police and the service hear the case."""
    sitting = a_sitting(marac, running=True)
    join(sitting)
    with as_role("wb_bulk"):
        Attendance.objects.filter(agency=marac.housing).update(joined_at=None)
        of_housing = ResearchRequest.objects.filter(agency=marac.housing)
        of_housing.update(parts=["PERPETRATOR"])
        people = {one.part: one for one in sitting.cases[0].people.all()}
    sitting.open(0)
    an_entry(sitting, marac.idva, text=HEARD, heard_by=[marac.hub, marac.police])
    named = {"by": marac.idva, "heard_by": [marac.hub, marac.police, marac.housing]}
    an_entry(sitting, text=HIS, about=people["PERPETRATOR"], **named)
    # A line that named it wrongly would not open it to them all the same.
    an_entry(sitting, text=HERS, about=people["VICTIM"], **named)
    an_entry(sitting, marac.housing_rep, text=OWN, heard_by=[marac.hub])
    an_entry(sitting, marac.chair, text="Keep it open", kind="DECISION")
    sitting.hear(0)
    return sitting


@pytest.fixture
def signed(marac, sitting):
    with acting_as(marac.coordinator):
        item = sitting.items[0].pk
        minuting.summarise(item_id=item, summary=SUMMARY, by=marac.coordinator, at=NOON)
    with acting_as(marac.chair):
        return minuting.sign(item_id=item, by=marac.chair, at=NOON)


def in_copy_of(agency, reader):
    """Return the words in an agency's copy, as somebody reads it."""
    with acting_as(reader):
        copy = policy.copies_seen_by(reader).get(agency=agency)
        return {str(one.text) for one in copies.facts_in(reader, copy)}


def test_who_heard_keeps_what_she_heard_and_the_summary(marac, signed):
    assert in_copy_of(marac.police, marac.rep) == {SUMMARY, HEARD, HIS, HERS}


def test_who_was_absent_keeps_her_own_and_what_names_her_about_those_she_was_asked_about(
    marac, signed
):
    assert in_copy_of(marac.housing, marac.housing_rep) == {HIS, OWN}


def test_a_referrer_keeps_nothing_of_what_was_shared(marac, signed):
    assert in_copy_of(marac.school, marac.referrer) == set()


def test_the_coordinator_reads_each_copy_as_it_is(marac, signed):
    assert in_copy_of(marac.service, marac.coordinator) == {SUMMARY, HEARD, HIS, HERS}
    assert SUMMARY not in in_copy_of(marac.school, marac.coordinator)


def test_every_agency_keeps_the_decision(marac, signed):
    with as_role("wb_bulk"):
        kept = [read_copy(str(one.content)).decided for one in MinutesCopy.objects.all()]

    assert kept == [("Keep it open",)] * 5


def test_no_copy_holds_what_was_shared_as_text(signed):
    with as_role("wb_bulk"):
        kept = "".join(str(one.content) for one in MinutesCopy.objects.all())

    assert not any(words in kept for words in (SUMMARY, HIS, HERS, HEARD, OWN))


@pytest.mark.parametrize("who", WORKERS)
def test_policy_and_wall_give_the_same_facts(marac, signed, who):
    user = getattr(marac, who)
    with acting_as(user):
        walled = {one.pk for one in MinutesFact.objects.all()}
        picked = {one.pk for one in policy.minutes_facts_seen_by(user)}

    assert walled == picked


def test_what_somebody_received_after_signing_is_not_in_her_copy(marac, signed):
    with as_role("wb_bulk"):
        line = MinutesFact.objects.get(position=1).line
        Recipient.objects.create(
            disclosure=line, case=signed.case, agency=marac.housing,
            at=NOON.replace(year=2027),
        )  # fmt: skip

    assert in_copy_of(marac.housing, marac.housing_rep) == {HIS, OWN}


def test_the_summary_has_its_line(marac, signed):
    with as_role("wb_bulk"):
        line = Disclosure.objects.get(about_label="marac.Minutes")
        heard = set(line.recipients.values_list("agency__name", flat=True))

    assert (line.about_id, line.controller) == (signed.pk, marac.police)
    assert heard == {"The hub", "A service"}


def test_only_the_chair_adds_a_fact_to_minutes(marac, signed):
    fact = {"minutes": signed, "case_id": signed.case_id, "agency": marac.police, "place": "RISK"}
    for who in ("coordinator", "rep"):
        with (
            acting_as(getattr(marac, who)),
            pytest.raises(ProgrammingError, match="row-level"),
            transaction.atomic(),
        ):
            MinutesFact.objects.create(position=90, text="x", **fact)


def test_page_and_paper_carry_the_reference_of_each_line(client, marac, sitting, signed):
    with_second_factor(client, marac.rep)
    with as_role("wb_bulk"):
        copy = MinutesCopy.objects.get(agency=marac.police)
        fact = next(
            one for one in MinutesFact.objects.select_related("line") if str(one.text) == HEARD
        )
    page = client.get(reverse("marac:minutes_copy", args=[sitting.meeting.pk, copy.pk])).text
    way = reverse("marac:ledger_line", args=[signed.case_id, fact.line.about_id])

    assert f"Line {str(fact.line_id)[-6:].upper()}" in page
    assert f'href="{way}"' in page
    assert HEARD in client.get(way).text
    printed = client.get(reverse("marac:minutes_pdf", args=[sitting.meeting.pk, copy.pk]))
    assert printed.content.startswith(b"%PDF")


def test_a_copy_without_the_summary_says_who_keeps_it(client, marac, sitting, signed):
    with_second_factor(client, marac.housing_rep)
    with as_role("wb_bulk"):
        copy = MinutesCopy.objects.get(agency=marac.housing)
    page = client.get(reverse("marac:minutes_copy", args=[sitting.meeting.pk, copy.pk])).text

    assert "The summary is kept by the coordinator and the chair" in page
    assert HEARD not in page
    assert "Keep it open" in page


MIGRATION = import_module("whitebeam.marac.migrations.0144_earlier_minutes_have_facts")


def migrated(deed):
    """Run the migration's deed as it runs it."""
    unforce, _, force = MIGRATION.Migration.operations
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for statement in unforce.sql:
            cursor.execute(statement)
        deed(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
        for statement in force.sql:
            cursor.execute(statement)


def test_earlier_copies_give_up_what_they_held_and_come_back(marac, sitting, signed):
    migrated(MIGRATION.backward)
    with as_role("wb_bulk"):
        assert not MinutesFact.objects.exists()
        old = MinutesCopy.objects.get(agency=marac.police)
        assert HEARD in str(old.content)
    migrated(MIGRATION.forward)

    assert in_copy_of(marac.police, marac.rep) == {HEARD, HIS, HERS}
    assert in_copy_of(marac.housing, marac.housing_rep) >= {HIS, OWN}
    with as_role("wb_bulk"):
        copy = read_copy(str(MinutesCopy.objects.get(agency=marac.police).content))
        assert copy.decided == ("Keep it open",)
        assert read_whole(str(Minutes.objects.get().content)).summary == SUMMARY
