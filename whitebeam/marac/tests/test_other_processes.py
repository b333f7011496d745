"""MAPPA, child and adult protection: a flag and whom to ask, walled as what agencies share."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import (
    CaseBlock,
    Disclosure,
    PackageItem,
    ProcessLink,
    Recipient,
    ResearchRequest,
)
from whitebeam.marac.presenters.ledger import Line
from whitebeam.marac.queries import ledger as ledgers
from whitebeam.marac.queries import live, papers
from whitebeam.marac.services import ledger, linking
from whitebeam.marac.services.linking import NewProcess
from whitebeam.marac.tests.moving_steps import send

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_case(marac, state="LISTED")


def new(case, agency, *, part="PERPETRATOR", kind="MAPPA", **more):
    with as_role("wb_bulk"):
        about = case.people.get(part=part)
    usual = {"lead": "MAPPA coordinator", "contact": "01632 960001", "once_key": uuid4()}
    return NewProcess(kind=kind, about=about, agency=agency, **usual | more)


def name(case, said, *, by):
    with acting_as(by):
        return linking.name_process(case.pk, said, by=by, at=NOON)


def seen(user):
    """Return what policy and wall each let somebody read, which must be the same."""
    with acting_as(user):
        by_policy = set(policy.processes_seen_by(user))
        assert by_policy == set(ProcessLink.objects.all())
        return by_policy


def test_an_agency_names_its_own_and_those_who_work_on_the_case_read_it(marac, case):
    made = name(case, new(case, marac.police), by=marac.rep)

    assert (made.said_for, made.confirmed_by, made.confirmed_at) == (marac.police, marac.rep, NOON)
    for reader in (marac.rep, marac.housing_rep, marac.idva, marac.chair, marac.coordinator):
        assert seen(reader) == {made}
    for stranger in (marac.referrer, marac.outsider):
        assert seen(stranger) == set()
    with as_role("wb_bulk"):
        line = Disclosure.objects.get(about_id=made.pk)
        assert (line.controller, line.agreement) == (marac.police, marac.agreement)
        received = set(Recipient.objects.filter(disclosure=line).values_list("agency", flat=True))
        assert received == {marac.hub.pk, marac.housing.pk, marac.service.pk}
    with as_role("wb_backup"):
        entry = AuditEntry.objects.get(verb="marac.process.named")
        assert "01632" not in str(entry.details)


def test_sent_twice_it_is_named_once_and_said_again_it_is_refused(marac, case):
    said = new(case, marac.police)

    assert name(case, said, by=marac.rep) == name(case, said, by=marac.rep)
    with pytest.raises(Refused, match="named already"):
        name(case, replace(said, once_key=uuid4()), by=marac.rep)


def test_the_coordinator_names_what_another_leads_who_then_confirms_it(marac, case):
    made = name(case, new(case, marac.housing), by=marac.coordinator)

    assert (made.said_for, made.confirmed_at) == (marac.hub, None)
    with acting_as(marac.housing_rep):
        linking.confirm_process(made.pk, by=marac.housing_rep, at=LATER)
    with as_role("wb_bulk"):
        made.refresh_from_db()
    assert (made.confirmed_at, made.confirmed_by) == (LATER, marac.housing_rep)
    with acting_as(marac.rep), pytest.raises(Refused, match="not your agency's"):
        linking.confirm_process(made.pk, by=marac.rep, at=LATER)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"lead": " "}, "role or team"),
        ({"contact": " "}, "work telephone"),
        ({"since_on": date(2026, 3, 5)}, "today or in the past"),
    ],
)
def test_what_is_missing_is_said(marac, case, given, sentence):
    with pytest.raises(Refused, match=sentence):
        name(case, new(case, marac.police, **given), by=marac.rep)


def test_nobody_names_another_agencys_or_writes_past_the_page(marac, case):
    with pytest.raises(Refused, match="Select an agency for which you work"):
        name(case, new(case, marac.housing), by=marac.rep)
    with pytest.raises(Refused, match="Select somebody of this case"):
        name(case, new(a_case(marac), marac.police), by=marac.rep)
    for user in (marac.referrer, marac.outsider):
        with pytest.raises(Refused, match="moved on"):
            name(case, new(case, marac.school), by=user)
    said = new(case, marac.police)
    row = {
        "case": case, "about": said.about, "kind": "MAPPA", "agency": marac.housing,
        "said_for": marac.police, "lead": "x", "contact": "x", "by": marac.rep, "at": NOON,
        "once_key": uuid4(),
    }  # fmt: skip
    for wrong in ({}, {"agency": marac.police, "by": marac.chair}, {"said_for": marac.housing}):
        with acting_as(marac.rep), pytest.raises(DatabaseError), transaction.atomic():
            ProcessLink.objects.create(**row | wrong)


def test_an_agency_that_was_not_asked_about_somebody_reads_nothing_about_them(marac, case):
    with as_role("wb_bulk"):
        ResearchRequest.objects.filter(case=case, agency=marac.housing).update(parts=["VICTIM"])
    made = name(case, new(case, marac.police), by=marac.rep)

    assert seen(marac.housing_rep) == set()
    with as_role("wb_bulk"):
        received = Recipient.objects.filter(disclosure__about_id=made.pk, agency=marac.housing)
        assert not received.exists()
    with acting_as(marac.housing_rep):
        found = ledgers.line_of(marac.housing_rep, case, made.pk)
        (line,) = [Line.of(one, facts=found.facts, now=NOON) for one in found.lines]
        assert (line.title, line.fact) == ("A shared fact", "")


def test_whoever_is_seated_later_is_noted_only_on_what_she_reads(marac, case):
    with as_role("wb_bulk"):
        ResearchRequest.objects.filter(case=case, agency=marac.housing).update(parts=["VICTIM"])
    made = name(case, new(case, marac.police), by=marac.rep)

    with acting_as(marac.coordinator):
        ledger.add_recipient(case, marac.housing, at=LATER)

    with as_role("wb_bulk"):
        assert not Recipient.objects.filter(
            disclosure__about_id=made.pk, agency=marac.housing
        ).exists()


def test_what_is_withheld_stays_with_its_agency(marac, case):
    made = name(case, new(case, marac.police, why_withheld="A live enquiry"), by=marac.rep)

    assert seen(marac.rep) == seen(marac.chair) == {made}
    for other in (marac.coordinator, marac.housing_rep, marac.idva):
        assert seen(other) == set()
    with as_role("wb_bulk"):
        assert not Disclosure.objects.filter(about_id=made.pk).exists()
    send(marac, case)
    with as_role("wb_bulk"):
        assert not any("MAPPA" in str(one.content) for one in PackageItem.objects.all())


def test_to_whom_the_case_is_denied_it_was_never_named(marac, case):
    made = name(case, new(case, marac.police), by=marac.rep)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.housing_rep, reason="Kin", set_by=marac.coordinator, set_at=NOON
        )

    assert seen(marac.housing_rep) == set()
    with acting_as(marac.housing_rep), pytest.raises(Refused):
        linking.end_process(made.pk, words="x", by=marac.housing_rep, at=NOON)


def test_it_ends_with_a_reason_and_may_be_named_anew(marac, case):
    made = name(case, new(case, marac.police), by=marac.rep)

    with acting_as(marac.rep):
        with pytest.raises(Refused, match="Enter why"):
            linking.end_process(made.pk, words=" ", by=marac.rep, at=LATER)
        linking.end_process(made.pk, words="His licence ran out", by=marac.rep, at=LATER)
        with pytest.raises(Refused, match="has ended"):
            linking.end_process(made.pk, words="x", by=marac.rep, at=LATER)
    again = name(case, new(case, marac.police), by=marac.rep)
    assert again.pk != made.pk


def test_nobody_confirms_or_ends_in_anothers_name(marac, case):
    made = name(case, new(case, marac.police), by=marac.rep)
    for wrong in (
        {"confirmed_by": marac.chair, "confirmed_at": LATER},
        {"ended_by": marac.chair, "ended_at": LATER, "ended_why": "x"},
    ):
        with as_role("wb_bulk"):
            row = ProcessLink.objects.get(pk=made.pk)
        for column, value in wrong.items():
            setattr(row, column, value)
        refused = pytest.raises(DatabaseError, match="may not update")
        with acting_as(marac.rep), refused, transaction.atomic():
            row.save(update_fields=[*wrong])


def test_it_stands_in_the_papers_the_room_and_the_package(marac, case):
    item = a_listing(a_meeting(marac), case)
    made = name(case, new(case, marac.police), by=marac.rep)

    with acting_as(marac.housing_rep):
        (paper,) = papers.assembled(marac.housing_rep, [item])
        assert paper.processes == [made]
        assert live.open_case(marac.housing_rep, item).processes == (made,)
    send(marac, case)
    with as_role("wb_bulk"):
        gone = [one for one in PackageItem.objects.all() if "MAPPA" in str(one.content)]
        assert [one.controller for one in gone] == [marac.police]
        assert "01632 960001" in str(gone[0].content)
        line = Disclosure.objects.get(about_id=gone[0].pk)
        assert (line.controller, line.to_marac) == (marac.police, "Another MARAC")


def test_a_worker_names_confirms_and_ends_it_on_screen(client, marac, case):
    browser = with_second_factor(client, marac.rep)
    where = reverse("marac:name_process", args=[case.pk])
    with as_role("wb_bulk"):
        about = case.people.get(part="PERPETRATOR")
    sent = {
        "kind": "MAPPA", "about": about.pk, "agency": marac.police.pk, "lead": "MAPPA team",
        "contact": "01632 960001", "once_key": str(uuid4()),
    }  # fmt: skip

    assert (
        reverse("marac:processes", args=[case.pk])
        in browser.get(reverse("marac:case", args=[case.pk])).text
    )
    refused = browser.post(where, sent | {"lead": "", "contact": "01632 960001"})
    assert refused.status_code == 422
    assert "Enter the role or team" in refused.text
    assert "01632 960001" in refused.text
    assert browser.post(where, sent).status_code == 302
    for page in ("marac:processes", "marac:case"):
        shown = browser.get(reverse(page, args=[case.pk])).text
        assert "one plan, not two" in shown
        assert "MAPPA, about Perpetrator Invented" in shown
    with as_role("wb_bulk"):
        made = ProcessLink.objects.get()
    assert browser.post(reverse("marac:confirm_process", args=[made.pk])).status_code == 302
    assert (
        browser.post(reverse("marac:end_process", args=[made.pk]), {"words": "Over"}).status_code
        == 302
    )
    other = with_second_factor(type(client)(), marac.outsider)
    assert other.get(where).status_code == 404
    assert other.post(reverse("marac:confirm_process", args=[made.pk])).status_code == 404


def test_the_receipt_of_the_person_harmed_says_nothing_of_it(marac, case):
    name(case, new(case, marac.police, part="VICTIM", kind="ADULT_PROTECTION"), by=marac.rep)

    with acting_as(marac.coordinator):
        victim = case.people.get(part="VICTIM")
        book = ledgers.ledger_of(marac.coordinator, case)
        assert [one.about_label for one in book.lines] == ["marac.ProcessLink"]
        assert ledgers.about_her(book, victim) == []
