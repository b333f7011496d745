"""What is asked beside the questions is read again: before signing, and once it is signed."""

import json

import pytest
from django.urls import reverse

from tests.browser import Client
from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.people_builders import as_worker
from whitebeam.partners.models import Duty
from whitebeam.risk.queries import summary_of
from whitebeam.risk.rules.summary import read_summary, written
from whitebeam.risk.tests.test_pages import FIRST, Walk

pytestmark = pytest.mark.django_db

BEFORE = {
    **FIRST,
    "safe_contact": "Text her sister, never ring",
    "where_other": "At his brother's in Deal",
    "where_children": "With their aunt",
    "feared": "Rook, and his brother",
}
EVENTS = {
    "police_on_1_day": "3",
    "police_on_1_month": "2",
    "police_on_1_year": "2026",
    "police_number_1": "DA/114",
    "police_number_2": "DA/090",
    "marac_on_day": "9",
    "marac_on_month": "6",
    "marac_on_year": "2025",
    "marac_where": "Thanet",
    "since_kind": "THREATS",
}
CLOSING = {
    "vulnerabilities": ["SUPPORT_ROUTE", "ISOLATED_PLACE"],
    "barriers": "Her post is opened",
    "weapons_access": "A licence for a shotgun",
    "priorities": "That he does not learn of the school",
    "judged_level": "HIGH",
    "judgement_reason": "He follows her",
}
PRINTED = (
    *("Before the questions", "Police and MARAC", "Said at the end"),
    *("Where is the person causing harm now?", "At his brother&#39;s in Deal"),
    *("Text her sister, never ring", "With their aunt", "Rook, and his brother"),
    *("3 February 2026, number DA/114", "Day not known, number DA/090"),
    *("9 June 2025", "Thanet", "Threats of violence"),
    *("No recourse to public funds, Lives far from others", "Her post is opened"),
    *("Could the other person get weapons?", "A licence for a shotgun"),
    "That he does not learn of the school",
)


@pytest.fixture
def walk():
    return Walk()


@pytest.fixture
def draft(walk):
    draft = walk.begun()
    walk.post("page", draft.pk, "first", **BEFORE)
    walk.post("page", draft.pk, "now", injury="YES")
    walk.post("page", draft.pk, "events", **EVENTS)
    walk.post("page", draft.pk, "closing", **CLOSING)
    return draft


def test_all_that_was_told_is_looked_over_and_read_once_signed(walk, draft):
    looked_over = walk.get("draft", draft.pk)
    for words in (*PRINTED, "He follows her", "Face to face"):
        assert words in looked_over

    walk.post("draft", draft.pk)

    signed = walk.get("assessment", draft.pk)
    for words in PRINTED:
        assert words in signed
    assert "SUPPORT_ROUTE" not in signed + looked_over


def test_a_share_opens_no_more_than_it_did(walk, draft):
    walk.post("draft", draft.pk)
    other = AgencyFactory()
    SharingAgreementFactory(between=[walk.agency, other])
    walk.post("share", draft.pk, agency=str(other.pk), why="A meeting")
    reader = Client()
    reader.force_login(worker_at(other, Duty.RESEARCH_MARAC))

    page = reader.get(reverse("risk:assessment", args=[draft.pk])).content.decode()

    assert "stays with the agency that assessed" in page
    for words in PRINTED[3:]:
        assert words not in page


def test_access_to_weapons_goes_to_marac_with_the_summary(walk, draft):
    walk.post("draft", draft.pk)

    with as_worker(walk.worker):
        draft.refresh_from_db()
        summary = summary_of(draft)

    assert summary.weapons_access == "A licence for a shotgun"
    kept_earlier = json.loads(written(summary))
    del kept_earlier["weapons_access"]
    kept = read_summary(json.dumps(kept_earlier))
    assert kept is not None
    assert kept.weapons_access == ""
