"""Screening: accepted on a pathway, sent back, or not met with a way on."""

from datetime import timedelta

import pytest

from tests.factories import worker_at
from tests.marac_builders import NOON, a_marac, acting_as
from tests.marac_referrals import a_referred_case
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, Participant, Pathway, StateChange
from whitebeam.marac.services import following, screening, speaking
from whitebeam.partners.models import Duty, SharingAgreement

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_referred_case(marac)


def accept(marac, case, *, by=None):
    by = by or marac.coordinator
    with acting_as(by):
        return screening.accept(
            case_id=case.pk,
            pathway=Pathway.objects.first(),
            repeat_of=None,
            repeat_why="",
            idva_agency=marac.service,
            by=by,
            at=LATER,
        )


def state_of(case):
    with as_role("wb_bulk"):
        case.refresh_from_db()
    return case.state


def test_accepting_names_the_way_the_adviser_and_the_chair(marac, case):
    accept(marac, case)

    assert state_of(case) == Case.State.ACCEPTED
    assert (case.screened_by, case.screened_at) == (marac.coordinator, LATER)
    assert case.idva_due_at > LATER
    with as_role("wb_bulk"):
        seats = set(Participant.objects.filter(case=case).values_list("agency__name", "capacity"))
    assert {("A service", "IDVA"), ("The police", "CHAIR")} <= seats


def test_every_step_is_a_row_with_who_and_when(marac, case):
    accept(marac, case)

    with as_role("wb_bulk"):
        steps = list(
            StateChange.objects.filter(case=case)
            .order_by("at")
            .values_list("before", "after", "by")
        )
    assert steps == [
        ("", "RECEIVED", marac.referrer.pk),
        ("RECEIVED", "ACCEPTED", marac.coordinator.pk),
    ]


def a_colleague_who_only_researches(marac):
    return worker_at(marac.hub, Duty.RESEARCH_MARAC)


def the_referrer(marac):
    return marac.referrer


def a_representative(marac):
    return marac.rep


def an_outsider(marac):
    return marac.outsider


@pytest.mark.parametrize(
    "who", [a_colleague_who_only_researches, the_referrer, a_representative, an_outsider]
)
def test_nobody_but_the_coordinator_screens(marac, case, who):
    with pytest.raises(Refused):
        accept(marac, case, by=who(marac))

    assert state_of(case) == Case.State.RECEIVED


def test_a_case_is_screened_once(marac, case):
    accept(marac, case)

    with pytest.raises(Refused, match="moved on"):
        accept(marac, case)


def test_without_an_agreement_in_force_no_service_is_told(marac, case):
    with as_role("wb_bulk"):
        SharingAgreement.objects.update(ends_on="2021-01-01", review_on="2021-01-01")

    with pytest.raises(Refused, match="No sharing agreement"):
        accept(marac, case)


def test_a_question_goes_back_and_the_answer_comes_forward(marac, case):
    with acting_as(marac.coordinator):
        screening.return_for_information(
            case_id=case.pk, words="When was that?", by=marac.coordinator, at=LATER
        )
    assert state_of(case) == Case.State.RETURNED

    with acting_as(marac.referrer):
        following.answer(case_id=case.pk, words="On Sunday", by=marac.referrer, at=LATER)
    assert state_of(case) == Case.State.RECEIVED
    assert case.screen_due_at > LATER


def test_not_met_needs_a_reason_and_a_way_on(marac, case):
    def say(words, signposting):
        with acting_as(marac.coordinator):
            screening.not_met(
                case_id=case.pk,
                words=words,
                signposting=signposting,
                by=marac.coordinator,
                at=LATER,
            )

    with pytest.raises(Refused, match="which service"):
        say("No high risk is described", " ")
    with pytest.raises(Refused, match="why the criteria"):
        say(" ", "The service")

    say("No high risk is described", "The service supports her at any level of risk")
    assert state_of(case) == Case.State.NOT_MET


def test_the_referrer_may_ask_for_another_look(marac, case):
    with acting_as(marac.coordinator):
        screening.not_met(
            case_id=case.pk, words="Low", signposting="The service", by=marac.coordinator, at=LATER
        )
    with acting_as(marac.referrer):
        following.escalate(
            case_id=case.pk, words="He was released today", by=marac.referrer, at=LATER
        )

    assert state_of(case) == Case.State.RECEIVED


def test_a_referrer_takes_back_only_what_was_not_decided(marac, case):
    accept(marac, case)

    with acting_as(marac.referrer), pytest.raises(Refused):
        following.take_back(case_id=case.pk, words="Mistake", by=marac.referrer, at=LATER)


def test_the_adviser_is_a_worker_of_the_service(marac, case):
    accept(marac, case)
    with acting_as(marac.coordinator), pytest.raises(Refused, match="service that speaks"):
        speaking.name_adviser(case_id=case.pk, adviser=marac.rep, by=marac.coordinator, at=LATER)

    with acting_as(marac.idva):
        speaking.name_adviser(case_id=case.pk, adviser=marac.idva, by=marac.idva, at=LATER)
    state_of(case)
    assert case.idva == marac.idva
