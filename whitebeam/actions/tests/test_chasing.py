"""What is late is chased once a day: whoever does it, then the agency's lead, then the group."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.action_builders import (
    DAY,
    DUE,
    NOON,
    a_keeper,
    a_proposed_action,
    agency_of,
    an_accepted_action,
)
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.actions import services
from whitebeam.actions.models import Chase
from whitebeam.actions.rules.chasing import Patience, Step, step_due
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

PATIENCE = Patience(answer=3, lead=5, steering=20)


@pytest.mark.parametrize(
    ("days_late", "expected"),
    [
        (0, None),
        (1, Step.OWNER),
        (4, Step.OWNER),
        (5, Step.LEAD),
        (19, Step.LEAD),
        (20, Step.STEERING),
        (90, Step.STEERING),
    ],
)
def test_the_later_the_higher(days_late, expected):
    step = step_due(
        due_date=DUE,
        raised_on=DAY,
        is_proposed=False,
        on=DUE + timedelta(days=days_late),
        patience=PATIENCE,
    )

    assert step == expected


@pytest.mark.parametrize(("days", "expected"), [(2, None), (3, Step.OWNER)])
def test_a_proposal_is_chased_when_nobody_answers(days, expected):
    asked = {"raised_on": DAY, "on": DAY + timedelta(days=days), "patience": PATIENCE}

    assert step_due(due_date=DUE, is_proposed=True, **asked) == expected
    assert step_due(due_date=DUE, is_proposed=False, **asked) is None


@pytest.fixture
def doer(db):
    return worker_at(AgencyFactory(), Duty.DO_ACTIONS)


@pytest.fixture
def keeper(db):
    return a_keeper()


def run(on, *options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("chase_actions", "--on", on.isoformat(), *options, stdout=said)
    return said.getvalue().strip()


def told(user):
    chasers = ("actions_late", "actions_late_here", "actions_late_long", "actions_unanswered")
    with as_role("wb_bulk"):
        rows = Notice.objects.filter(to=user, template__in=chasers).order_by("made_at")
        return list(rows.values_list("template", flat=True))


def steps():
    with as_role("wb_bulk"):
        return list(Chase.objects.order_by("on").values_list("step", flat=True))


def test_nothing_is_chased_on_the_day_it_is_due(doer, keeper):
    an_accepted_action(doer=doer, keeper=keeper)

    assert run(DUE) == "0 actions chased"


def test_one_chaser_a_day_however_often_it_runs(doer, keeper):
    an_accepted_action(doer=doer, keeper=keeper)
    day = DUE + timedelta(days=1)

    assert run(day, "--dry-run") == "1 actions would be chased"
    assert run(day) == "1 actions chased"
    assert run(day) == "0 actions chased"
    assert told(doer) == ["actions_late"]


def test_a_worker_with_many_late_actions_is_told_once_a_day(doer, keeper):
    for _ in range(3):
        an_accepted_action(doer=doer, keeper=keeper)

    assert run(DUE + timedelta(days=1)) == "3 actions chased"
    assert told(doer) == ["actions_late"]

    assert run(DUE + timedelta(days=2)) == "3 actions chased"
    assert told(doer) == ["actions_late", "actions_late"]


def test_it_goes_to_the_lead_and_then_once_to_the_group(doer, keeper):
    lead = worker_at(agency_of(doer), Duty.MANAGE_AGENCY)
    member = worker_at(agency_of(keeper), Duty.VIEW_MARAC_FIGURES)
    an_accepted_action(doer=doer, keeper=keeper)

    run(DUE + timedelta(days=5))
    assert (told(lead), told(member)) == (["actions_late_here"], [])

    # A Tuesday and the day after it, three weeks on.
    run(DUE + timedelta(days=20))
    run(DUE + timedelta(days=21))
    assert told(member) == told(keeper) == ["actions_late_long"]
    assert steps() == ["LEAD", "STEERING", "STEERING"]


def test_where_nobody_does_actions_the_lead_is_told_at_once(keeper):
    agency = AgencyFactory()
    lead = worker_at(agency, Duty.MANAGE_AGENCY)
    a_proposed_action(to=agency, by=keeper)

    run(DUE + timedelta(days=1))

    assert told(lead) == ["actions_late_here"]


def test_where_there_is_nobody_at_all_those_who_keep_it_are_told(keeper):
    a_proposed_action(to=AgencyFactory(), by=keeper)

    run(DUE + timedelta(days=1))

    assert told(keeper) == ["actions_late_long"]


def test_an_unanswered_proposal_reminds_the_agency(doer, keeper):
    a_proposed_action(to=agency_of(doer), by=keeper)

    run(DAY + timedelta(days=5))

    assert told(doer) == ["actions_unanswered"]


def test_what_is_closed_is_not_chased(doer, keeper):
    action = an_accepted_action(doer=doer, keeper=keeper)
    with as_worker(doer):
        services.complete(action_id=action.pk, evidence="Done", by=doer, at=NOON)

    assert run(DUE + timedelta(days=1)) == "0 actions chased"


@pytest.mark.parametrize("day", [date(2026, 3, 14), date(2026, 4, 3)])
def test_nobody_is_chased_while_offices_are_closed(day, doer, keeper):
    an_accepted_action(doer=doer, keeper=keeper)

    assert run(day) == "0 actions chased: offices are closed"
