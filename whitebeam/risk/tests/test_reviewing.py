"""No case goes forward with both recorded as harmed until the structured check is saved."""

from datetime import timedelta

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, as_worker
from tests.referral_builders import a_queue, a_sent_referral
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.people.models import Person, Restriction
from whitebeam.referrals.models import Part
from whitebeam.risk.models import ConflictOrAbuse
from whitebeam.risk.queries import latest_signed_of
from whitebeam.risk.queries.settings import guide
from whitebeam.risk.services import require_counter_allegation_reviewed
from whitebeam.risk.services.reviewing import Found, pairs_to_check, save_comparison, save_review
from whitebeam.risk.tests.desk import ASSESSING, Desk

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def desk():
    return Desk()


def go_forward(desk, victims, perpetrators):
    with as_worker(desk.worker):
        require_counter_allegation_reviewed(
            [one.pk for one in victims], [one.pk for one in perpetrators]
        )


def found(code="counter-allegation", **given):
    asked = guide(code)
    answers = {one.code: "FIRST" for one in asked.questions}
    return Found(**{"guide": asked, "answers": answers, "conclusion": "She is afraid", **given})


def review(desk, *, harmed, review_on=None, at=NOON, **given):
    with as_worker(desk.worker):
        return save_review(
            pair=(desk.wren, desk.rook),
            agency=desk.agency,
            found=found(**given),
            harmed=harmed,
            review_on=review_on,
            by=desk.worker,
            at=at,
        )


def assessed_elsewhere(desk, **given):
    """Record, at another agency, that Rook is harmed by Wren."""
    elsewhere = AgencyFactory()
    return an_assessment(
        desk.rook,
        perpetrator=desk.wren,
        by=worker_at(elsewhere, *ASSESSING),
        agency=elsewhere,
        **given,
    )


def test_a_case_whose_roles_nobody_turns_round_goes_forward(desk):
    an_assessment(desk.wren, perpetrator=desk.rook, by=desk.worker, agency=desk.agency)

    go_forward(desk, [desk.wren], [desk.rook])


def test_what_another_agency_recorded_stops_it_without_being_shown(desk):
    assessed_elsewhere(desk)

    with pytest.raises(Refused, match="structured check"):
        go_forward(desk, [desk.wren], [desk.rook])
    with as_worker(desk.worker):
        assert latest_signed_of(desk.worker, desk.rook.pk) is None


def test_both_in_one_case_stop_it(desk):
    both = [desk.wren, desk.rook]

    with pytest.raises(Refused, match="structured check"):
        go_forward(desk, both, both)


def test_a_referral_that_turns_the_roles_stops_it(desk):
    referral = a_sent_referral(queue=a_queue())
    with as_role("wb_bulk"):
        Part.objects.filter(referral=referral, kind="VICTIM").update(person=desk.rook)
        Part.objects.filter(referral=referral, kind="PERPETRATOR").update(person=desk.wren)

    with pytest.raises(Refused, match="structured check"):
        go_forward(desk, [desk.wren], [desk.rook])


def test_harmed_by_somebody_else_is_no_counter_allegation(desk):
    an_assessment(desk.rook, perpetrator=desk.robin, by=desk.worker, agency=desk.agency)

    go_forward(desk, [desk.wren], [desk.rook])


def test_a_second_record_of_the_same_person_counts(desk):
    with as_role("wb_bulk"):
        twin = Person.objects.create(
            known_as="Rook Again", recorded_by=desk.agency, merged_into=desk.rook
        )
    an_assessment(twin, perpetrator=desk.wren, by=desk.worker, agency=desk.agency)

    with pytest.raises(Refused):
        go_forward(desk, [desk.wren], [desk.rook])


def test_the_saved_check_lets_the_one_found_harmed_go_forward(desk):
    assessed_elsewhere(desk)
    review(desk, harmed=desk.wren)

    go_forward(desk, [desk.wren], [desk.rook])


def test_the_saved_check_stops_the_roles_that_it_found_wrong(desk):
    assessed_elsewhere(desk)
    review(desk, harmed=desk.rook)

    with pytest.raises(Refused):
        go_forward(desk, [desk.wren], [desk.rook])


@pytest.mark.parametrize(("days", "stops"), [(0, False), (1, False), (-1, True)])
def test_an_unclear_check_holds_until_its_day(desk, days, stops, today):
    assessed_elsewhere(desk)
    review(desk, harmed=None, review_on=today + timedelta(days=days))

    with as_worker(desk.worker):
        open_pairs = pairs_to_check([desk.wren.pk], [desk.rook.pk])

    assert bool(open_pairs) == stops


def test_the_newest_check_decides(desk):
    assessed_elsewhere(desk)
    review(desk, harmed=desk.rook)
    review(desk, harmed=desk.wren, at=NOON + WEEK)

    go_forward(desk, [desk.wren], [desk.rook])


def test_of_people_whom_the_worker_may_not_see_it_says_nothing(desk):
    assessed_elsewhere(desk)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=desk.rook, user=desk.worker, reason="Kin", set_by=desk.colleague, set_at=NOON
        )
    stranger = worker_at(AgencyFactory(), *ASSESSING)

    go_forward(desk, [desk.wren], [desk.rook])
    with as_worker(stranger):
        assert pairs_to_check([desk.wren.pk], [desk.rook.pk]) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"answers": {}}, "Answer each question"),
        ({"conclusion": "  "}, "Enter what you found"),
    ],
)
def test_a_check_half_made_is_not_saved(desk, given, said):
    with pytest.raises(Refused, match=said):
        review(desk, harmed=desk.wren, **given)


def test_an_unclear_check_needs_a_day(desk):
    with pytest.raises(Refused, match="looked at again"):
        review(desk, harmed=None)


def test_strangers_make_no_check(desk):
    desk.worker = worker_at(AgencyFactory(), *ASSESSING)

    with pytest.raises(Refused, match="cannot make this check"):
        review(desk, harmed=desk.wren)


def test_a_comparison_is_kept_with_its_questions(desk):
    with as_worker(desk.worker):
        kept = save_comparison(
            pair=(desk.wren, desk.rook),
            agency=desk.agency,
            found=found("conflict-or-abuse"),
            leans=ConflictOrAbuse.Leans.ABUSE,
            by=desk.worker,
            at=NOON,
        )

    assert kept.guide["code"] == "conflict-or-abuse"
