"""Referring to MARAC: what it brings about, once, and what it refuses."""

import json
from uuid import uuid4

import pytest

from tests.factories import AreaFactory
from tests.marac_builders import NOON, a_marac, acting_as
from tests.marac_referrals import a_marac_draft, a_referred_case
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import Case, CaseProfile, Disclosure, Participant
from whitebeam.marac.services.referring import refer
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


def rows(model, **given):
    with as_role("wb_bulk"):
        return list(model.objects.filter(**given))


def known_by(person):
    """Return the name and the facts by which somebody is looked up."""
    return {"NAME": person.name} | {one.kind: one.text for one in person.identifiers.all()}


def test_a_referral_becomes_a_case_that_waits_for_screening(marac):
    case = a_referred_case(marac)

    assert case.state == Case.State.RECEIVED
    assert case.panel == marac.panel
    assert case.screen_due_at > NOON
    with acting_as(marac.coordinator):
        assert policy.screenable_by(marac.coordinator).filter(pk=case.pk).exists()


def test_every_ground_is_kept_with_what_speaks_for_it(marac):
    case = a_referred_case(marac)

    with acting_as(marac.coordinator):
        found = {ground.kind: ground.evidence for ground in case.grounds.all()}
    assert found == {
        "PROFESSIONAL_JUDGEMENT": "He has tried to strangle her.",
        "VISIBLE_HIGH_RISK": "DASH checklist, the school nurse: 15 of 24 yes",
    }


def test_the_people_come_with_the_facts_to_look_them_up_and_no_sealed_address(marac):
    case = a_referred_case(marac)

    with acting_as(marac.coordinator):
        people = {one.part: known_by(one) for one in case.people.all()}
    assert people["VICTIM"]["NAME"] == "Wren Example"
    assert people["VICTIM"]["ADDRESS"] == "Withheld"
    assert "Long Lane" not in json.dumps(people)
    assert people["PERPETRATOR"] == {
        "NAME": "Rook Invented",
        "DATE_OF_BIRTH": "About 40 years",
        "ADDRESS": "2 Short Street",
    }
    assert people["CHILD"]["SCHOOL"] == "Invented Primary"


def test_no_tie_of_a_child_is_kept_that_nobody_told(marac):
    case = a_referred_case(marac)

    with as_role("wb_bulk"):
        ties = dict(case.people.values_list("part", "relationship"))
    assert (ties["CHILD"], ties["PERPETRATOR"]) == ("", "EX_PARTNER")


def test_an_address_that_may_be_given_is_given(marac):
    case = a_referred_case(marac, answers={"address_confidential": "NO"})

    with acting_as(marac.coordinator):
        kept = known_by(case.people.get(part="VICTIM"))
    assert kept["ADDRESS"] == "1 Long Lane"


def test_people_have_records_and_the_case_names_them(marac):
    case = a_referred_case(marac)

    with as_role("wb_bulk"):
        named = list(case.people.order_by("position").values_list("part", "person__known_as"))
    assert named == [
        ("VICTIM", "Wren Example"),
        ("CHILD", "Robin Example"),
        ("PERPETRATOR", "Rook Invented"),
    ]


def test_what_the_return_counts_is_kept_apart(marac):
    case = a_referred_case(marac)

    profile = json.loads(rows(CaseProfile, case=case)[0].answers)
    assert profile == {
        "sex": "FEMALE",
        "ethnicity": "WHITE",
        "disability": "",
        "lgbt": "",
        "victim_age": 35,
        "harmer_ages": [40],
        "children": 1,
    }
    with acting_as(marac.referrer):
        assert not CaseProfile.objects.exists()


def test_the_ledger_begins_with_the_referrers_account(marac):
    answers = {"consent": "REFUSED", "without_consent_why": "The risk to her life"}
    case = a_referred_case(marac, answers=answers)

    [line] = rows(Disclosure, case=case)
    assert (line.controller, line.basis, line.necessity) == (
        marac.school,
        "PUBLIC_TASK",
        "The risk to her life",
    )


def test_the_coordinator_is_told_and_the_notice_says_nothing(marac):
    case = a_referred_case(marac)

    [notice] = rows(Notice, about_id=case.pk)
    assert (notice.to, notice.template) == (marac.coordinator, "marac_referred")


def test_the_referrer_and_the_coordinator_take_part_and_nobody_else(marac):
    case = a_referred_case(marac)

    assert {(p.agency, p.capacity) for p in rows(Participant, case=case)} == {
        (marac.school, "REFERRER"),
        (marac.hub, "COORDINATOR"),
    }


def test_sending_twice_makes_one_case(marac):
    draft, key = a_marac_draft(marac), uuid4()
    with acting_as(marac.referrer):
        first = refer(draft.pk, once_key=key, by=marac.referrer, at=NOON)
        second = refer(draft.pk, once_key=key, by=marac.referrer, at=NOON)

    assert first == second


def test_a_draft_that_was_sent_cannot_be_sent_again_under_another_key(marac):
    draft = a_marac_draft(marac)
    with acting_as(marac.referrer):
        refer(draft.pk, once_key=uuid4(), by=marac.referrer, at=NOON)

        with pytest.raises(Refused):
            refer(draft.pk, once_key=uuid4(), by=marac.referrer, at=NOON)


@pytest.mark.parametrize(
    "answers",
    [
        {"consent": "NOT_ASKED"},
        {"grounds": []},
        {"grounds": ["PROFESSIONAL_JUDGEMENT"], "judgement": ""},
        {"background": ""},
    ],
)
def test_what_is_incomplete_is_not_sent(marac, answers):
    with pytest.raises(Refused, match="missing"):
        a_referred_case(marac, answers=answers)


def test_a_district_without_a_panel_is_said_plainly(marac):
    elsewhere = AreaFactory()

    with pytest.raises(Refused, match="No MARAC serves this district"):
        a_referred_case(marac, answers={"district": elsewhere.code})


def test_nobody_refers_for_an_agency_where_that_is_not_their_work(marac):
    with pytest.raises(Refused, match="cannot refer to MARAC"):
        a_referred_case(marac, by=marac.rep, agency=marac.police)
