"""A case takes another way when more is known, and goes on without an answer that does not come."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.marac_builders import LONG_AGO, NOON, a_case, a_marac, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, Pathway, StateChange
from whitebeam.marac.queries import waits
from whitebeam.marac.services import asking, screening, settling
from whitebeam.marac.tests.research_steps import an_asked_case
from whitebeam.marac.tests.test_settling import settled
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
FOUR_HOURS = {"value": 4, "unit": "hours", "calendar": "WORKING"}
LEARNED = "The referrer rang: he has moved back in."


@pytest.fixture
def marac():
    return a_marac()


def a_way(kind, code, **clocks):
    with as_role("wb_bulk"):
        return Pathway.objects.create(
            code=code, kind=kind, name=code.capitalize(), clocks=clocks, starts_on=LONG_AGO,
            source="x",
        )  # fmt: skip


def change(marac, case, way, *, by=None, words="Everybody who knows her is here"):
    by = by or marac.coordinator
    with acting_as(by):
        return screening.change_way(case_id=case.pk, pathway=way, words=words, by=by, at=LATER)


def go_on(marac, case, *, by=None, words=LEARNED):
    by = by or marac.coordinator
    with acting_as(by):
        return screening.go_on_without_answer(case_id=case.pk, words=words, by=by, at=LATER)


def step_of(case, reason):
    with as_role("wb_bulk"):
        case.refresh_from_db()
        return StateChange.objects.get(case=case, reason=reason)


def test_an_accepted_case_takes_a_way_that_needs_no_list_and_is_researched(marac):
    case = a_case(marac, state="ACCEPTED", asked=False)
    way = a_way("PROFESSIONALS", "talk", **{"idva-contact": FOUR_HOURS})
    with acting_as(marac.coordinator), pytest.raises(Refused, match="choose a way"):
        asking.open_research(case.pk, by=marac.coordinator, at=NOON)

    change(marac, case, way)

    kept = step_of(case, "way")
    assert (kept.before, kept.after, kept.by) == ("ACCEPTED", "ACCEPTED", marac.coordinator)
    assert str(kept.words).endswith("Talk. Everybody who knows her is here")
    assert (case.pathway, case.idva_due_at) == (way, NOON + timedelta(hours=4))
    with acting_as(marac.coordinator):
        assert asking.open_research(case.pk, by=marac.coordinator, at=NOON).asked == 3


@pytest.mark.parametrize("state", ["RECEIVED", "RETURNED", "HEARD", "SETTLED_EARLY", "CLOSED"])
def test_before_it_is_accepted_and_once_it_is_decided_its_way_stands(marac, state):
    more = {"closed_at": NOON} if state == "CLOSED" else {}
    case = a_case(marac, state=state, **more)
    with pytest.raises(Refused, match="moved on"):
        change(marac, case, a_way("PROFESSIONALS", "talk"))


def test_it_takes_words_another_way_and_the_coordinator(marac):
    case, way = a_case(marac, state="LISTED"), a_way("PROFESSIONALS", "talk")
    with pytest.raises(Refused, match="Enter why"):
        change(marac, case, way, words=" ")
    with pytest.raises(Refused, match="at screening"):
        change(marac, case, a_way("TRIAGE_ONLY", "now"))
    for other in (marac.chair, marac.rep, marac.idva, marac.referrer):
        with pytest.raises(Refused, match="moved on"):
            change(marac, case, way, by=other)
    change(marac, case, way)
    with pytest.raises(Refused, match="already"):
        change(marac, case, way)


def test_the_page_offers_the_other_ways_and_keeps_what_was_typed(client, marac):
    case, way = a_case(marac, state="ACCEPTED"), a_way("PROFESSIONALS", "talk")
    browser, where = (
        with_second_factor(client, marac.coordinator),
        reverse("marac:change_way", args=[case.pk]),
    )
    assert where in browser.get(reverse("marac:case", args=[case.pk])).text

    wrong = browser.post(where, {"words": LEARNED})

    assert wrong.status_code == 422
    assert LEARNED in wrong.text
    assert "Select which way" in wrong.text
    assert browser.post(where, {"pathway": way.pk, "words": LEARNED}).status_code == 302
    assert str(step_of(case, "way").words).endswith(f"Talk. {LEARNED}")


def test_sent_on_by_the_audit_a_case_takes_the_way_of_a_full_meeting():
    marac, case = an_asked_case()
    few = a_way("SETTLED_EARLY", "early")
    with as_role("wb_bulk"):
        full = Pathway.objects.get(kind="FULL")
        Case.objects.filter(pk=case.pk).update(pathway=few)
    settlement = settled(marac, case, percent=100)
    with acting_as(marac.chair):
        settling.read_again(
            settlement.pk, is_sound=False, words="Hear it", by=marac.chair, at=LATER
        )

    step_of(case, "audit")
    assert (case.state, case.pathway) == ("ACCEPTED", full)
    with acting_as(marac.coordinator):
        late = waits.past_their_clock(
            Case.objects.filter(pk=case.pk), at=LATER + timedelta(days=60)
        )
    assert {wait.kind for wait in late} == {waits.Kind.UNLISTED}


def test_a_returned_case_goes_on_without_the_answer_and_is_screened(marac):
    case = a_case(marac, state="RETURNED")
    before = case.screen_due_at

    go_on(marac, case)

    kept = step_of(case, "went_on")
    assert (kept.before, kept.after, str(kept.words)) == ("RETURNED", "RECEIVED", LEARNED)
    assert case.screen_due_at > max(before, LATER)
    with as_role("wb_bulk"):
        told = Notice.objects.get(template="marac_went_on")
    assert told.to == marac.referrer
    with acting_as(marac.coordinator):
        screening.not_met(
            case_id=case.pk, words="No", signposting="A service", by=marac.coordinator, at=LATER
        )
    with pytest.raises(Refused, match="moved on"):
        go_on(marac, case)


def test_going_on_takes_words_and_the_coordinator(marac):
    case = a_case(marac, state="RETURNED")
    with pytest.raises(Refused, match="Enter what you learned"):
        go_on(marac, case, words=" ")
    for other in (marac.chair, marac.rep, marac.referrer, marac.outsider):
        with pytest.raises(Refused, match="moved on"):
            go_on(marac, case, by=other)


def test_going_on_is_offered_on_the_page_of_the_case(client, marac):
    case = a_case(marac, state="RETURNED")
    browser, where = (
        with_second_factor(client, marac.coordinator),
        reverse("marac:go_on", args=[case.pk]),
    )
    assert where in browser.get(reverse("marac:case", args=[case.pk])).text
    assert browser.post(where, {"words": ""}).status_code == 422
    assert browser.post(where, {"words": LEARNED}).status_code == 302
    assert "Go on" not in browser.get(reverse("marac:case", args=[case.pk])).text
