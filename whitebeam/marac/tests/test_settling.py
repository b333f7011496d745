"""A case is settled early by two agencies, her adviser and a decision; a sample is read again."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    EarlySettlement,
    FlagRequest,
    Meeting,
    StateChange,
)
from whitebeam.marac.queries import settling as queries
from whitebeam.marac.rules.audit_sample import is_sampled
from whitebeam.marac.services import calling, settling
from whitebeam.marac.tests.research_steps import LATER, a_listed_case, an_asked_case
from whitebeam.partners.models import Duty, LocalSetting

pytestmark = pytest.mark.django_db
A_WEEK, WHY = timedelta(days=7), {"not_awaited": "She is away.", "no_action": "All is done."}


def do(deed, *args, by, **more):
    with acting_as(by):
        return deed(*args, by=by, at=LATER, **more)


def proposed(marac, case, **more):
    usual = {"reason": "The lock is changed.", "agency": marac.police, "by": marac.rep}
    return do(settling.propose, case.pk, **usual | more)


def agreed(marac, case):
    made = proposed(marac, case)
    do(settling.second, made.pk, agency=marac.housing, by=marac.housing_rep)
    do(settling.agree_as_adviser, made.pk, by=marac.idva)
    return made


def settled(marac, case, *, percent=0):
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key=settling.SAMPLE_PERCENT, value=percent, starts_on="2020-01-01", source="x"
        )
    return do(settling.decide, agreed(marac, case).pk, by=marac.coordinator, **WHY)


def test_a_case_is_settled_when_all_have_agreed():
    marac, case = an_asked_case()

    made = settled(marac, case)

    with as_role("wb_bulk"):
        case.refresh_from_db()
        item = AgendaItem.objects.get(case=case)
        assert (case.state, item.outcome) == ("SETTLED_EARLY", "SETTLED")
        assert (made.minutes_saved, made.audit) == (item.minutes, "NOT_SAMPLED")
        assert StateChange.objects.filter(case=case, after="SETTLED_EARLY").count() == 1


def test_what_is_settled_is_flagged_like_what_was_heard():
    marac, case = an_asked_case()

    settled(marac, case)

    with as_role("wb_bulk"):
        assert FlagRequest.objects.filter(case=case).count() == 3


def only_proposed(marac, case):
    return proposed(marac, case)


def without_her_adviser(marac, case):
    made = proposed(marac, case)
    return do(settling.second, made.pk, agency=marac.housing, by=marac.housing_rep)


def without_a_second_agency(marac, case):
    made = proposed(marac, case)
    return do(settling.agree_as_adviser, made.pk, by=marac.idva)


@pytest.mark.parametrize("which", [only_proposed, without_her_adviser, without_a_second_agency])
def test_the_coordinator_decides_nothing_before(which):
    marac, case = an_asked_case()
    made = which(marac, case)

    with pytest.raises(Refused, match="must agree first"):
        do(settling.decide, made.pk, by=marac.coordinator)

    with as_role("wb_bulk"):
        case.refresh_from_db()
        assert case.state == "RESEARCH_OPEN"


def test_the_same_agency_does_not_agree_with_itself():
    marac, case = an_asked_case()
    made = proposed(marac, case)

    with pytest.raises(Refused, match="Another agency than the one"):
        do(settling.second, made.pk, agency=marac.police, by=marac.rep)
    do(settling.second, made.pk, agency=marac.housing, by=marac.housing_rep)
    with pytest.raises(Refused, match="Another agency has agreed already"):
        do(settling.second, made.pk, agency=marac.service, by=marac.idva)


def test_the_hub_that_decides_is_none_of_the_two_agencies():
    marac, case = an_asked_case()

    with pytest.raises(Refused, match="two others must agree"):
        proposed(marac, case, agency=marac.hub, by=marac.coordinator)
    pk = proposed(marac, case).pk
    with pytest.raises(Refused, match="two others must agree"):
        do(settling.second, pk, agency=marac.hub, by=marac.coordinator)


@pytest.mark.parametrize("role", ["proposed_by", "seconded_by", "idva"])
def test_whoever_agreed_does_not_decide(role):
    marac, case = an_asked_case()
    made = agreed(marac, case)
    with as_role("wb_bulk"):
        EarlySettlement.objects.filter(pk=made.pk).update(**{role: marac.coordinator})
    with pytest.raises(Refused, match="neither proposed it nor agreed"):
        do(settling.decide, made.pk, by=marac.coordinator)


def test_nobody_speaks_for_an_agency_that_is_not_theirs():
    marac, case = an_asked_case()

    with pytest.raises(Refused, match="do not take part in this case for that agency"):
        proposed(marac, case, agency=marac.housing)


@pytest.mark.parametrize("who", ["rep", "coordinator", "chair"])
def test_only_her_adviser_agrees_for_her(who):
    marac, case = an_asked_case()
    made = proposed(marac, case)

    with pytest.raises(Refused, match="Only the adviser"):
        do(settling.agree_as_adviser, made.pk, by=getattr(marac, who))


@pytest.mark.parametrize("who", ["rep", "idva", "chair"])
def test_only_the_coordinator_decides(who):
    marac, case = an_asked_case()
    made = agreed(marac, case)

    with pytest.raises(Refused):
        do(settling.decide, made.pk, by=getattr(marac, who))


def test_a_proposal_has_a_reason_and_stands_once():
    marac, case = an_asked_case()

    with pytest.raises(Refused, match="why no full hearing"):
        proposed(marac, case, reason=" ")
    proposed(marac, case)
    with pytest.raises(Refused, match="proposed already"):
        proposed(marac, case)
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="HEARD")
    with pytest.raises(Refused, match="cannot be settled early any more"):
        proposed(marac, case)


def test_anybody_who_takes_part_may_say_that_it_must_be_heard():
    marac, case = an_asked_case()
    made = agreed(marac, case)

    do(settling.withdraw, made.pk, by=marac.housing_rep)

    with pytest.raises(Refused, match="not open any more"):
        do(settling.decide, made.pk, by=marac.coordinator)
    with pytest.raises(Refused, match="not open any more"):
        do(settling.withdraw, made.pk, by=marac.outsider)
    assert proposed(marac, case).pk != made.pk


def test_her_adviser_agrees_once():
    marac, case = an_asked_case()
    made = agreed(marac, case)

    with pytest.raises(Refused, match="has agreed already"):
        do(settling.agree_as_adviser, made.pk, by=marac.idva)


def read_again(made, *, by, is_sound=True, words="It held."):
    return do(settling.read_again, made.pk, is_sound=is_sound, words=words, by=by)


def test_a_sampled_case_may_be_sent_on_to_be_heard():
    marac, case = an_asked_case()
    made = settled(marac, case, percent=100)
    assert made.audit == EarlySettlement.Audit.WAITING

    with pytest.raises(Refused, match="did not settle it"):
        read_again(made, by=marac.coordinator)
    with pytest.raises(Refused, match="Enter what you found"):
        read_again(made, by=marac.chair, words=" ")
    with pytest.raises(Refused, match="does not wait"):
        read_again(made, by=marac.rep)
    read_again(made, by=marac.chair, is_sound=False, words="He had not been spoken to.")

    with as_role("wb_bulk"):
        case.refresh_from_db()
        assert case.state == "ACCEPTED"
        assert StateChange.objects.filter(case=case, reason="audit").count() == 1
    with pytest.raises(Refused, match="does not wait"):
        read_again(made, by=marac.chair)


def test_a_settlement_that_was_right_stays():
    marac, case = an_asked_case()
    made = settled(marac, case, percent=100)

    assert read_again(made, by=marac.chair).audit == "SOUND"


def test_the_sample_is_drawn_from_the_case_alone():
    cases = [UUID(int=number) for number in range(2000)]
    drawn = [case for case in cases if is_sampled(case, percent=20)]

    assert drawn == [case for case in cases if is_sampled(case, percent=20)]
    assert 340 < len(drawn) < 460
    assert not any(is_sampled(case, percent=0) for case in cases)
    assert all(is_sampled(case, percent=100) for case in cases)


def test_what_it_saves_is_counted_for_those_who_count():
    marac, case = an_asked_case()
    settled(marac, case)
    a_case(marac, state="HEARD", heard_at=NOON)
    a_case(marac, state="HEARD", heard_at=NOON - timedelta(days=400))
    member = worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES)

    for user in (marac.coordinator, member):
        with acting_as(user):
            [row] = queries.saved_since(NOON - A_WEEK)
        assert (row.decided, row.settled, row.planned, row.minutes) == (2, 1, 0, 12)
    with acting_as(marac.rep):
        assert queries.saved_since(NOON - A_WEEK) == []


def test_the_trend_of_answers_is_counted_for_those_who_count():
    marac, _ = an_asked_case()
    member = worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES)

    with acting_as(member):
        rows = queries.research_answered_since(NOON - A_WEEK)

    assert [(r.agency, r.asked, r.unanswered) for r in rows] == [
        ("A service", 1, 1),
        ("Housing", 1, 1),
        ("The police", 1, 1),
    ]
    with acting_as(marac.referrer):
        assert queries.research_answered_since(NOON - A_WEEK) == []


def test_a_professionals_meeting_is_one_press_and_the_list_stays():
    marac, case = a_listed_case()

    meeting = do(calling.call_professionals, case.pk, by=marac.idva)

    assert do(calling.call_professionals, case.pk, by=marac.idva) == meeting
    with as_role("wb_bulk"):
        assert (meeting.kind, meeting.chair) == (Meeting.Kind.PROFESSIONALS, marac.idva)
        assert sorted(AgendaItem.objects.filter(case=case).values_list("is_aside", flat=True)) == [
            False,
            True,
        ]


def test_no_meeting_is_called_about_a_case_that_was_heard_or_is_not_ones_own():
    marac, case = a_listed_case()
    with pytest.raises(Refused, match="moved on"):
        do(calling.call_professionals, case.pk, by=marac.outsider)
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="HEARD")
    with pytest.raises(Refused, match="was heard"):
        do(calling.call_professionals, case.pk, by=marac.idva)


def test_a_marac_of_another_panel_is_not_touched():
    marac, case = an_asked_case()
    made = agreed(marac, case)
    other = a_marac()

    with pytest.raises(Refused):
        do(settling.decide, made.pk, by=other.coordinator)
    with pytest.raises(Refused):
        do(settling.decide, uuid4(), by=marac.coordinator)
