"""Two presses from any fact to its line: why it was shared, and what to do if somebody asks for it."""

import re
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_marac
from tests.meeting_builders import a_line, a_sitting, an_entry
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.marac.models import Disclosure, ResearchItem
from whitebeam.marac.presenters.live import Said
from whitebeam.marac.services import ledger_of_referral
from whitebeam.partners.models import Agency

pytestmark = pytest.mark.django_db
FACT, SAID, ACCOUNT = "He has a licence", "He has her keys", "The referrer's account"


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    """An open case: the referrer's account, a fact of the police, and something they said."""
    sitting = a_sitting(marac, running=True)
    sitting.open(0)
    case = sitting.cases[0]
    with as_role("wb_bulk"):
        ledger_of_referral.keep(case, by=marac.referrer, at=NOON)
        fact = ResearchItem.objects.create(
            request=case.requests.get(agency=marac.police), case=case, agency=marac.police,
            kind="FACT", topic="RISK", text=FACT, shared_at=NOON, by=marac.rep, once_key=uuid4(),
        )  # fmt: skip
    a_line(marac, fact, received_by=[marac.housing, marac.hub])
    an_entry(sitting, marac.rep, text=SAID, heard_by=[marac.housing])
    return sitting


def ways(page):
    """Return where a page leads to lines, by hand: a line of the ledger, or of an entry."""
    found = re.findall(r'href="([^"]+/(?:ledger/[^"/]{36}|entries/[^"/]{36}/line)/)"', page)
    # The room's empty line, out of which its script makes others, leads nowhere.
    return {way for way in found if str(UUID(int=0)) not in way}


def lines_from(client, name, *args):
    page = client.get(reverse(f"marac:{name}", args=args)).text
    return [unescape(client.get(way, follow=True).text) for way in sorted(ways(page))]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("paper", {FACT, ACCOUNT}),
        ("case_research", {FACT}),
        ("case", {ACCOUNT}),
        ("live", {SAID}),
    ],
)
def test_every_paper_leads_to_the_line_of_each_fact(client, marac, sitting, name, words):
    with_second_factor(client, marac.housing_rep)
    meeting, case = sitting.meeting.pk, sitting.cases[0].pk
    args = {"paper": [meeting, case], "live": [meeting]}.get(name, [case])

    pages = lines_from(client, name, *args)
    shown = {one for one in words for page in pages if one in page}

    assert shown == words
    assert all("Controller" in page and "Received by" in page for page in pages)


def line_page(client, sitting, reader):
    with_second_factor(client, reader)
    with as_role("wb_bulk"):
        line = Disclosure.objects.get(about_label="marac.Entry")
    return client.get(reverse("marac:ledger_line", args=[sitting.cases[0].pk, line.about_id]))


def test_it_says_who_answers_a_request_and_what_is_never_told(client, marac, sitting):
    text = line_page(client, sitting, marac.housing_rep).text

    assert "The police is the controller of this" in text
    assert "in writing, to the coordinator at The hub" in text
    assert "Never confirm to the person causing harm" in text
    assert "neither confirmed nor denied" in text
    assert "the person for data protection at The police" in text
    assert "Nobody is named yet. Ask the partnership team." in text


def test_it_names_the_office_that_the_controller_has_named(client, marac, sitting):
    with as_role("wb_bulk"):
        Agency.objects.filter(pk=marac.police.pk).update(records_contact="Records, Invented House")

    text = line_page(client, sitting, marac.housing_rep).text

    assert "passes it to The police: Records, Invented House" in text
    assert "Nobody is named yet" not in text


def test_opening_it_is_recorded(client, marac, sitting):
    line_page(client, sitting, marac.housing_rep)

    with as_role("wb_backup"):
        entry = AuditEntry.objects.filter(verb="marac.ledger.opened").get()
    with as_role("wb_bulk"):
        assert entry.details["line"] == str(Disclosure.objects.get(about_label="marac.Entry").pk)


def test_who_did_not_hear_it_sees_the_line_without_the_words(client, marac, sitting):
    answer = line_page(client, sitting, marac.idva)

    assert answer.status_code == 200
    assert SAID not in answer.text


@pytest.mark.parametrize("who", ["outsider", "referrer"])
def test_it_is_not_found_for_those_who_do_not_work_on_the_case(client, marac, sitting, who):
    assert line_page(client, sitting, getattr(marac, who)).status_code in {403, 404}


def test_a_fact_without_a_line_is_not_found(client, marac, sitting):
    with_second_factor(client, marac.housing_rep)

    answer = client.get(reverse("marac:ledger_line", args=[sitting.cases[0].pk, uuid4()]))

    assert answer.status_code == 404


def test_what_nobody_else_heard_says_so(client, marac, sitting):
    alone = an_entry(sitting, marac.housing_rep, text="Alone", heard_by=())
    with as_role("wb_bulk"):
        Disclosure.objects.filter(about_id=alone.pk).delete()
    with_second_factor(client, marac.housing_rep)

    way = reverse("marac:entry_line", args=[sitting.meeting.pk, alone.pk])

    assert "Nobody else heard this entry" in client.get(way, follow=True).text


def test_a_decision_leads_to_no_line(marac, sitting):
    decided = an_entry(sitting, marac.chair, text="x", kind="DECISION")

    assert not Said.of(decided, reader_id=marac.chair.pk).has_line
