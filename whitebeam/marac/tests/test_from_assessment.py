"""A referral to MARAC that begins from a signed assessment: what is known is confirmed, not typed."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError

from tests.factories import worker_at
from tests.marac_builders import NOON, acting_as
from tests.risk_builders import definition
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, Disclosure
from whitebeam.marac.tests.assessing_desk import DUTIES, REASON, AssessingDesk
from whitebeam.people.models import Relationship
from whitebeam.referrals.models import Draft
from whitebeam.referrals.rules.sources import SOURCES, source_of
from whitebeam.referrals.services.drafting import answers_in, fill_in
from whitebeam.risk.models import Assessment
from whitebeam.risk.rules.summary import read_summary

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def desk():
    return AssessingDesk()


def held(draft):
    with as_role("wb_bulk"):
        return answers_in(Draft.objects.get(pk=draft.pk))


def test_nothing_of_an_assessment_is_an_answer_before_it_is_confirmed(desk):
    draft = desk.begin(desk.high())

    assert set(held(draft)) == {"known_person", "begun_from_assessment"}
    offered = {one.code: one for one in desk.known(draft).facts}
    assert REASON in offered["ground-PROFESSIONAL_JUDGEMENT"].words
    assert offered["harmer"].words == "Rook Invented"
    assert offered["signs"].words.startswith("Strangled")
    assert offered["assessment"].source == "Assessment of risk, A school"
    assert offered["assessment"].told_on == NOON.date()
    assert "3 of 24 yes, 0 don't know, 20 not asked" in offered["assessment"].words


def test_what_is_confirmed_is_filled_in_with_its_source(desk):
    draft = desk.begin(desk.high())

    desk.confirm(draft)

    answers = held(draft)
    assert answers["grounds"] == ["PROFESSIONAL_JUDGEMENT"]
    assert answers["judgement"] == REASON
    assert answers["signs"] == ["STRANGULATION", "SEPARATION"]
    assert answers["says_high"] == "YES"
    assert answers["has_children"] == "NO"
    [harmer] = answers["harm_persons"]
    assert harmer["known_person"] == str(desk.rook.pk)
    assert harmer["harm_relationship"] == "EX_PARTNER"
    assert source_of("judgement", answers).startswith(
        "From: Assessment of risk, A school, 4 March 2026."
    )
    assert source_of("judgement", answers | {"judgement": "My own words"}) == ""


def test_what_is_not_confirmed_is_left_to_be_asked(desk):
    draft = desk.begin(desk.high())

    desk.confirm(draft, but={"signs", "assessment"})

    answers = held(draft)
    assert "signs" not in answers
    assert answers["from_assessment"] == ""
    assert "signs" in {one.code for one in desk.known(draft).facts}


def test_what_was_typed_stays_and_choices_come_together(desk):
    draft = desk.begin(desk.high())
    desk.type(draft, judgement="Typed before", grounds=["REPEAT"])

    desk.confirm(draft)

    answers = held(draft)
    assert answers["judgement"] == "Typed before"
    assert answers["grounds"] == ["REPEAT", "PROFESSIONAL_JUDGEMENT"]
    assert answers["background"]


def test_a_child_on_the_record_stands_before_an_assessment_that_knows_of_none(desk):
    with as_role("wb_bulk"):
        Relationship.objects.create(
            person=desk.robin, other=desk.wren, kind="CHILD", recorded_by=desk.agency
        )
    draft = desk.begin(desk.high())

    desk.confirm(draft)

    answers = held(draft)
    assert answers["has_children"] == "YES"
    assert [one["known_person"] for one in answers["children"]] == [str(desk.robin.pk)]


def test_every_ground_brings_its_evidence(desk):
    events = {f"police_on_{n}": f"2026-0{n}-01" for n in (1, 2, 3)}
    repeat = {"marac_on": "2025-06-01", "since_on": "2026-02-01", "since_kind": "VIOLENCE"}
    items = [item.code for item in definition("dash").items()][:14]
    signed = desk.signed(
        yes=items, events=events | repeat, closing={"risk_of_harm": "She speaks of dying."}
    )
    draft = desk.begin(signed)

    desk.confirm(draft)

    answers = held(draft)
    assert set(answers["grounds"]) == {
        *("VISIBLE_HIGH_RISK", "POTENTIAL_ESCALATION", "REPEAT", "HIGH_RISK_OF_HARM")
    }
    assert answers["risk_tool"].endswith("version 1")
    assert answers["risk_score"] == "14 of 24 yes, 0 don't know, 10 not asked"
    assert answers["police_events"] == (
        "3 events in 6 months: 1 January 2026, 1 February 2026, 1 March 2026"
    )
    assert answers["new_abuse"] == "It happened again on 1 February 2026."
    assert answers["heard_before"] == "Referred to MARAC on 1 June 2025."
    assert answers["harm"] == "She speaks of dying."
    assert answers["event_kind"] == "VIOLENCE"
    assert answers["event_on"] == {"day": "1", "month": "2", "year": "2026"}


def test_the_case_keeps_the_summary_and_the_ledger_says_so(desk):
    signed = desk.high()

    case = desk.referred(signed)

    assert case.assessment_id == signed.pk
    summary = read_summary(case.assessed)
    assert (summary.level, summary.total, summary.not_asked, summary.reason) == (
        "HIGH",
        3,
        20,
        REASON,
    )
    assert "strangulation" in dict(summary.critical)
    assert "very_frightened" not in dict(summary.critical)
    assert {one.code for one in summary.raised.prompts if one.critical} >= {"strangulation"}
    assert summary.raised.since == "2020-01-01"
    with as_role("wb_bulk"):
        line = Disclosure.objects.get(case=case)
    assert "signed assessment of risk by A school its summary alone" in line.proportionality


def test_a_referral_without_an_assessment_keeps_none(desk):
    draft = desk.begin(desk.high())
    desk.confirm(draft, but={"assessment"})
    desk.type(draft)

    case = desk.send(draft)

    assert (case.assessment_id, case.assessed) == (None, None)
    with as_role("wb_bulk"):
        assert "signed assessment" not in Disclosure.objects.get(case=case).proportionality


def test_sent_twice_it_is_one_case(desk):
    draft, key = desk.begin(desk.high()), uuid4()
    desk.confirm(draft)
    desk.type(draft)

    first, second = desk.send(draft, key=key), desk.send(draft, key=key)

    assert first.pk == second.pk
    with as_role("wb_bulk"):
        assert Case.objects.count() == 1


def test_the_newest_of_the_pair_is_offered_where_people_are_known(desk):
    desk.high(at=NOON - DAY)
    other = desk.high(at=NOON + DAY, perpetrator=desk.robin)
    newest = desk.high()
    draft = desk.begin()
    harmers = [{"known_person": str(desk.rook.pk), "harm_name": "Rook Invented"}]
    with acting_as(desk.worker):
        fill_in(draft.pk, answers={"known_person": str(desk.wren.pk)}, by=desk.worker)
        assert desk.known(draft).assessment.pk == other.pk
        fill_in(draft.pk, answers={"harm_persons": harmers}, by=desk.worker)

    assert desk.known(draft).assessment.pk == newest.pk


def test_an_assessment_that_was_replaced_meanwhile_is_refused(desk):
    draft = desk.begin(desk.high())
    desk.confirm(draft)
    desk.type(draft)
    desk.high(at=NOON + DAY)

    with pytest.raises(Refused, match="replaced or set aside"):
        desk.send(draft)


def test_a_referral_begun_from_an_assessment_takes_its_successor_to_the_end(desk):
    draft = desk.begin(desk.high())
    desk.confirm(draft)
    desk.type(draft)
    successor = desk.high(at=NOON + DAY)
    with pytest.raises(Refused, match="choose what stands now"):
        desk.send(draft)

    assert desk.known(draft).assessment.pk == successor.pk
    desk.confirm(draft)
    case = desk.send(draft)

    with as_role("wb_bulk"):
        assert Case.objects.get(pk=case.pk).assessment_id == successor.pk


def test_an_assessment_of_other_people_is_never_a_successor(desk):
    begun = desk.high()
    draft = desk.begin(begun)
    desk.signed(perpetrator=desk.robin, at=NOON + DAY)
    with as_role("wb_bulk"):
        Assessment.objects.filter(pk=begun.pk).update(state="SUPERSEDED", superseded_at=NOON)

    assert desk.known(draft).assessment is None


def test_an_assessment_of_other_people_is_refused(desk):
    draft = desk.begin(desk.high())
    desk.confirm(draft)
    desk.type(draft, known_person=str(desk.robin.pk), known_as="Robin Example")

    with pytest.raises(Refused, match="is of other people"):
        desk.send(draft)


def test_visible_high_risk_needs_its_tool_and_what_it_came_to(desk):
    draft = desk.begin(desk.high())
    desk.confirm(draft)
    desk.type(draft, grounds=["VISIBLE_HIGH_RISK"], risk_score="")

    with pytest.raises(Refused, match="missing"):
        desk.send(draft)


def test_the_database_refuses_a_case_that_names_an_unread_assessment(desk):
    signed = desk.high()
    stranger = worker_at(desk.marac.housing, *DUTIES)
    row = {
        "reference": "WM-TEST-0001",
        "panel": desk.marac.panel,
        "referring_agency": desk.marac.housing,
        "referred_by": stranger,
        "referred_at": NOON,
        "told": "YES",
        "consent": "AGREED",
        "background": "x",
        "screen_due_at": NOON,
        "assessed": "{}",
    }

    with acting_as(stranger):
        Case.objects.create(**row | {"reference": "WM-TEST-0002"}, once_key=uuid4())

    with acting_as(stranger), pytest.raises(ProgrammingError, match="row-level security"):
        Case.objects.create(**row, assessment_id=signed.pk, once_key=uuid4())


def test_sources_are_kept_sealed_with_the_answers_and_go_when_it_is_sent(desk):
    draft = desk.begin(desk.high())
    desk.confirm(draft)
    desk.type(draft)
    assert SOURCES in held(draft)

    desk.send(draft)

    with as_role("wb_bulk"):
        assert json.loads(Draft.objects.get(pk=draft.pk).answers) == {}
