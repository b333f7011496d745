"""An action is volunteered, taken up, and closed with evidence or with the reason it was not done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.action_builders import (
    DAY,
    DUE,
    NOON,
    a_keeper,
    a_new_action,
    a_proposed_action,
    agency_of,
    an_accepted_action,
    stored,
)
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.actions import services
from whitebeam.actions.models import Action, StateChange
from whitebeam.actions.rules.references import new_reference
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Agency, Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def doer():
    return worker_at(AgencyFactory(kind=Agency.Kind.HOUSING), Duty.DO_ACTIONS)


@pytest.fixture
def keeper():
    return a_keeper()


def told(user):
    with as_role("wb_bulk"):
        return list(Notice.objects.filter(to=user).values_list("template", flat=True))


def steps(action):
    with as_role("wb_bulk"):
        rows = StateChange.objects.filter(action=action).order_by("at", "created_at")
        return [(row.before, row.after) for row in rows]


def verbs(action):
    with as_role("wb_backup"):
        return set(Entry.objects.filter(subject_id=str(action.pk)).values_list("verb", flat=True))


def test_a_proposal_waits_for_the_agencys_yes_and_tells_it(doer, keeper):
    action = a_proposed_action(to=agency_of(doer), by=keeper)

    assert stored(action).state == Action.State.PROPOSED
    assert stored(action).volunteered_by is None
    assert told(doer) == ["action_proposed"]
    assert told(keeper) == []
    assert steps(action) == [("", "PROPOSED")]


def test_the_agency_says_yes_and_names_who_does_it(doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)

    assert stored(action).state == Action.State.ACCEPTED
    assert (stored(action).owner, stored(action).volunteered_by) == (doer, doer)
    assert told(keeper) == ["action_accepted"]
    assert "actions.action.accepted" in verbs(action)


def test_an_agency_volunteers_in_one_deed(doer):
    home = agency_of(doer)
    with as_worker(doer):
        action = services.volunteer(
            new=a_new_action(to=home, by=doer, kept_by=home), owner=doer, by=doer, at=NOON
        )

    assert stored(action).state == Action.State.ACCEPTED
    assert steps(action) == [("", "ACCEPTED")]


def test_nobody_volunteers_for_another_agency(doer, keeper):
    with as_worker(keeper), pytest.raises(Refused, match="Only the agency itself"):
        services.volunteer(new=a_new_action(to=agency_of(doer), by=keeper), by=keeper, at=NOON)


def test_the_same_form_sent_twice_raises_one_action(doer, keeper):
    key = uuid4()
    first = a_proposed_action(to=agency_of(doer), by=keeper, once_key=key)
    second = a_proposed_action(to=agency_of(doer), by=keeper, once_key=key)

    assert first.pk == second.pk
    assert told(doer) == ["action_proposed"]


def test_an_action_goes_its_whole_way(doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    with as_worker(doer):
        services.start(action_id=action.pk, by=doer, at=NOON)
        services.complete(action_id=action.pk, evidence="Lock fitted", by=doer, at=NOON)

    closed = stored(action)
    assert (closed.state, closed.evidence, closed.closed_at) == ("COMPLETED", "Lock fitted", NOON)
    assert steps(action)[-2:] == [("ACCEPTED", "IN_PROGRESS"), ("IN_PROGRESS", "COMPLETED")]
    assert "action_closed" in told(keeper)


def test_not_possible_and_not_undertaken_are_told_apart(doer, keeper):
    ways = (
        (services.report_not_possible, "NOT_POSSIBLE"),
        (services.report_not_undertaken, "NOT_UNDERTAKEN"),
    )
    for report, state in ways:
        action = an_accepted_action(doer=doer, keeper=keeper)
        with as_worker(doer):
            report(action_id=action.pk, why="She has moved away", by=doer, at=NOON)
        assert stored(action).state == state


def test_a_new_day_keeps_the_old_one_in_the_history(doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    later = DUE + timedelta(days=7)
    with as_worker(doer):
        services.change_due_date(
            action_id=action.pk, due_date=later, why="Part on order", by=doer, at=NOON
        )

    with as_role("wb_bulk"):
        change = StateChange.objects.get(action=action, due_before__isnull=False)
    assert (change.due_before, change.due_after, change.why) == (DUE, later, "Part on order")


def test_the_agency_gives_it_to_a_colleague(doer, keeper):
    colleague = worker_at(agency_of(doer), Duty.DO_ACTIONS)
    action = an_accepted_action(doer=doer, keeper=keeper)
    with as_worker(doer):
        services.reassign(action_id=action.pk, owner=colleague, by=doer, at=NOON)

    assert stored(action).owner == colleague
    assert "action_given" in told(colleague)


def test_those_who_keep_it_offer_it_to_another_agency_that_must_say_yes_too(doer, keeper):
    other = worker_at(AgencyFactory(), Duty.DO_ACTIONS)
    action = an_accepted_action(doer=doer, keeper=keeper)
    with as_worker(keeper):
        services.offer_elsewhere(
            action_id=action.pk, agency=agency_of(other), why="She moved", by=keeper, at=NOON
        )

    moved = stored(action)
    assert (moved.state, moved.owner, moved.volunteered_by) == ("PROPOSED", None, None)
    assert told(other) == ["action_proposed"]


def test_one_action_takes_the_place_of_another(doer, keeper):
    old = an_accepted_action(doer=doer, keeper=keeper)
    new = a_proposed_action(to=agency_of(doer), by=keeper)
    with as_worker(keeper):
        services.supersede(action_id=old.pk, replaced_by=new.pk, by=keeper, at=NOON)

    assert stored(old).superseded_by_id == new.pk


def anybody(doer, keeper):
    return worker_at(AgencyFactory(), Duty.DO_ACTIONS, Duty.CHASE_ACTIONS)


def a_colleague_without_the_duty(doer, keeper):
    return worker_at(agency_of(doer), Duty.REFER)


def the_keeper(doer, keeper):
    return keeper


@pytest.mark.parametrize("who", [anybody, a_colleague_without_the_duty, the_keeper])
def test_only_the_agency_itself_says_yes_or_begins(who, doer, keeper):
    action = a_proposed_action(to=agency_of(doer), by=keeper)
    by = who(doer, keeper)

    with as_worker(by), pytest.raises(Refused):
        services.accept(action_id=action.pk, owner=doer, by=by, at=NOON)
    with as_worker(by), pytest.raises(Refused):
        services.start(action_id=action.pk, by=by, at=NOON)
    assert stored(action).state == Action.State.PROPOSED


@pytest.mark.parametrize("who", [anybody, a_colleague_without_the_duty])
def test_a_stranger_to_it_reports_and_changes_nothing(who, doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    by = who(doer, keeper)
    told = {"action_id": action.pk, "by": by, "at": NOON}
    deeds = (
        lambda: services.complete(evidence="Done", **told),
        lambda: services.report_not_possible(why="Moved", **told),
        lambda: services.report_not_undertaken(why="No time", **told),
        lambda: services.change_due_date(due_date=DUE + timedelta(1), why="Later", **told),
        lambda: services.reassign(owner=doer, **told),
        lambda: services.supersede(replaced_by=action.pk, **told),
        lambda: services.offer_elsewhere(agency=agency_of(by), why="Ours", **told),
    )

    for deed in deeds:
        with as_worker(by), pytest.raises(Refused):
            deed()
    assert stored(action).version == action.version


def test_it_is_not_closed_without_evidence_or_a_reason(doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    told = {"action_id": action.pk, "by": doer, "at": NOON}

    with as_worker(doer):
        with pytest.raises(Refused, match="what shows it"):
            services.complete(evidence=" ", **told)
        with pytest.raises(Refused, match="what changed"):
            services.report_not_possible(why=" ", **told)
        with pytest.raises(Refused, match="not undertaken"):
            services.report_not_undertaken(why=" ", **told)
        with pytest.raises(Refused, match="why the day changes"):
            services.change_due_date(due_date=DUE + timedelta(1), why="", **told)


def test_what_is_closed_stays_closed(doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    told = {"action_id": action.pk, "by": doer, "at": NOON}
    with as_worker(doer):
        services.complete(evidence="Done", **told)
        with pytest.raises(Refused, match="moved on"):
            services.report_not_possible(why="Moved", **told)
        with pytest.raises(Refused, match="moved on"):
            services.complete(evidence="Again", **told)

    assert stored(action).evidence == "Done"


def test_it_is_given_only_to_somebody_who_does_actions_there(doer, keeper):
    stranger = worker_at(AgencyFactory(), Duty.DO_ACTIONS)
    action = a_proposed_action(to=agency_of(doer), by=keeper)
    with as_worker(doer), pytest.raises(Refused, match="carries out actions"):
        services.accept(action_id=action.pk, owner=stranger, by=doer, at=NOON)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"text": " "}, "what is to be done"),
        ({"due_date": DAY - timedelta(days=1)}, "today or later"),
    ],
)
def test_what_is_proposed_must_make_sense(told, sentence, doer, keeper):
    with pytest.raises(Refused, match=sentence):
        a_proposed_action(to=agency_of(doer), by=keeper, **told)


def test_it_cannot_take_its_own_place_or_that_of_one_replaced(doer, keeper):
    one = an_accepted_action(doer=doer, keeper=keeper)
    two = an_accepted_action(doer=doer, keeper=keeper)
    told = {"by": keeper, "at": NOON}
    with as_worker(keeper):
        with pytest.raises(Refused, match="takes its place"):
            services.supersede(action_id=one.pk, replaced_by=one.pk, **told)
        services.supersede(action_id=one.pk, replaced_by=two.pk, **told)
        with pytest.raises(Refused, match="the one that stands"):
            services.supersede(action_id=two.pk, replaced_by=one.pk, **told)


def test_references_are_short_and_not_guessed():
    made = {new_reference() for _ in range(200)}

    assert len(made) == 200
    assert all(len(reference) == 8 for reference in made)


def test_a_reference_is_used_once(doer, keeper):
    action = a_proposed_action(to=agency_of(doer), by=keeper)
    other = a_proposed_action(to=agency_of(doer), by=keeper)
    with as_role("wb_bulk"), pytest.raises(IntegrityError):
        Action.objects.filter(pk=other.pk).update(reference=action.reference)
