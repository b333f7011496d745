"""What is settled early has its answers and its plan, or says why not; its open actions go on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.action_builders import a_proposed_action
from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import CaseAction, ResearchRequest, StateChange, Telling
from whitebeam.marac.queries import settling as queries
from whitebeam.marac.services import closing, screening, settling
from whitebeam.marac.services.closing_checks import AUDIT_WAITS, STILL_OPEN, in_the_way
from whitebeam.marac.tests.research_steps import LATER, an_asked_case
from whitebeam.marac.tests.test_settling import WHY, agreed, do, proposed, read_again, settled
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7)


def an_action(marac, case, state="PROPOSED", **more):
    """Give a case an action before its meeting."""
    action = a_proposed_action(to=marac.police)
    with as_role("wb_bulk"):
        ended = {"closed_at": NOON} if state != "PROPOSED" else {}
        type(action).objects.filter(pk=action.pk).update(state=state, **ended)
        return CaseAction.objects.create(
            case=case, action=action, is_before_meeting=True, added_by=marac.rep, added_at=NOON,
            **more,
        )  # fmt: skip


def answered(case):
    with as_role("wb_bulk"):
        ResearchRequest.objects.filter(case=case).update(
            answer="NOTHING_KNOWN", answered_at=NOON, answered_by=case.referred_by
        )


def again(case):
    with as_role("wb_bulk"):
        case.refresh_from_db()
    return case


def decide(marac, case, **why):
    return do(settling.decide, agreed(marac, case).pk, by=marac.coordinator, **why)


def test_nothing_is_settled_while_an_answer_is_awaited_unless_it_is_said_why():
    marac, case = an_asked_case()
    made = agreed(marac, case)

    with pytest.raises(Refused, match="Not answered yet: A service, Housing, The police"):
        do(settling.decide, made.pk, by=marac.coordinator, no_action="All is done.")
    do(settling.decide, made.pk, by=marac.coordinator, **WHY)

    with as_role("wb_bulk"):
        step = StateChange.objects.get(case=case, after="SETTLED_EARLY")
    assert "Not waited for: A service, Housing, The police. She is away." in str(step.words)
    assert "No action needed, because: All is done." in str(step.words)


@pytest.mark.parametrize("state", [None, "NOT_UNDERTAKEN", "NOT_POSSIBLE"])
def test_nothing_is_settled_without_a_plan_unless_it_is_said_why(state):
    marac, case = an_asked_case()
    answered(case)
    if state:
        an_action(marac, case, state)

    with pytest.raises(Refused, match="why no action is needed"):
        decide(marac, case)


def test_a_settled_case_with_open_actions_stands_with_them_and_counts_as_settled():
    marac, case = an_asked_case()
    answered(case)
    an_action(marac, case)

    decide(marac, case)

    assert again(case).state == "ACTIONS_OPEN"
    with as_role("wb_bulk"):
        assert StateChange.objects.filter(case=case, after="SETTLED_EARLY").exists()
    with acting_as(marac.coordinator):
        [row] = queries.saved_since(NOON - A_WEEK)
        assert (row.settled, row.planned) == (1, 1)


def test_the_audit_sends_it_on_from_its_actions_too():
    marac, case = an_asked_case()
    an_action(marac, case)
    made = settled(marac, case, percent=100)

    read_again(made, by=marac.chair, is_sound=False)

    assert again(case).state == "ACCEPTED"


def test_a_plan_that_came_after_the_decision_is_none_before_it():
    marac, case = an_asked_case()
    settled(marac, case)
    an_action(marac, case)
    with as_role("wb_bulk"):
        CaseAction.objects.filter(case=case).update(added_at=LATER + A_WEEK)

    with acting_as(marac.coordinator):
        [row] = queries.saved_since(NOON - A_WEEK)

    assert (row.settled, row.planned) == (1, 0)


def told(marac, case):
    with as_role("wb_bulk"):
        Telling.objects.create(
            case=case, agency=marac.service, by=marac.idva, at=LATER + A_WEEK, outcome="TOLD",
            how="CALL", decided="A lock", once_key=case.once_key,
        )  # fmt: skip


def test_it_closes_once_it_was_read_again_she_was_told_and_all_is_done():
    marac, case = an_asked_case()
    link = an_action(marac, case)
    made = settled(marac, case, percent=100)
    told(marac, case)

    def close():
        do(closing.close, case_id=case.pk, words="All held.", by=marac.coordinator)

    with pytest.raises(Refused, match=STILL_OPEN):
        close()
    with as_role("wb_bulk"):
        type(link.action).objects.filter(pk=link.action_id).update(
            state="NOT_POSSIBLE", closed_at=NOON
        )
    with pytest.raises(Refused, match=AUDIT_WAITS):
        close()
    read_again(made, by=marac.chair)
    close()
    assert again(case).state == "CLOSED"


def test_closing_is_offered_only_once_nothing_is_in_the_way(client):
    marac, case = an_asked_case()
    with as_role("wb_bulk"):
        type(case).objects.filter(pk=case.pk).update(state="HEARD", heard_at=LATER)
    case, where = again(case), reverse("marac:case", args=[case.pk])
    close = reverse("marac:close", args=[case.pk])
    browser = with_second_factor(client, marac.coordinator)

    before = browser.get(where).text
    assert close not in before
    assert "nobody has recorded that she was told" in before
    told(marac, case)
    assert close in browser.get(where).text
    with acting_as(marac.coordinator):
        assert in_the_way(case) == ()


def test_what_was_decided_is_not_withdrawn_before_she_was_told():
    marac, case = an_asked_case()
    with as_role("wb_bulk"):
        # A case that was heard, and put off afterwards, as an earlier release allowed.
        type(case).objects.filter(pk=case.pk).update(state="DEFERRED", heard_at=NOON)

    def withdraw():
        do(screening.withdraw, case_id=case.pk, words="She moved", by=marac.coordinator)

    with pytest.raises(Refused, match="nobody has recorded that she was told"):
        withdraw()
    told(marac, case)
    withdraw()
    assert again(case).state == "WITHDRAWN"


def test_what_was_heard_is_not_put_off():
    case = a_case(an_asked_case()[0], state="HEARD", heard_at=NOON)

    with pytest.raises(Refused, match="moved on"):
        case.move(case.State.DEFERRED)


def test_where_no_agency_was_asked_it_is_said_why_that_is_right():
    marac = a_marac()
    case = a_case(marac, state="ACCEPTED", asked=False)
    made = agreed(marac, case)

    with pytest.raises(Refused, match="no agency was asked"):
        do(settling.decide, made.pk, by=marac.coordinator, no_action="All is done.")
    do(settling.decide, made.pk, by=marac.coordinator, **WHY)

    with as_role("wb_bulk"):
        step = StateChange.objects.get(case=case, after="SETTLED_EARLY")
    assert "Not waited for: no agency was asked. She is away." in str(step.words)


@pytest.mark.parametrize("part", ["proposed_by", "seconded_by"])
def test_an_adviser_who_spoke_for_an_agency_does_not_agree_for_her_too(part):
    marac, case = an_asked_case()
    made = proposed(marac, case)
    do(settling.second, made.pk, agency=marac.housing, by=marac.housing_rep)
    with as_role("wb_bulk"):
        type(made).objects.filter(pk=made.pk).update(**{part: marac.idva})

    with pytest.raises(Refused, match="Somebody else"):
        do(settling.agree_as_adviser, made.pk, by=marac.idva)
    colleague = worker_at(marac.service, Duty.SUPPORT_VICTIMS)
    assert do(settling.agree_as_adviser, made.pk, by=colleague).idva == colleague
