"""The database refuses what must never be of an action, by name."""

from datetime import date
from uuid import uuid4

import pytest

from tests.action_builders import DAY, DUE, NOON
from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import AgencyFactory, UserFactory
from tests.roles import as_role
from whitebeam.actions.models import Action, ActionPerson, Chase, StateChange
from whitebeam.people.models import Person

pytestmark = pytest.mark.django_db

KNOWN = constraints_of("actions")


@pytest.fixture
def parts():
    agency, user = AgencyFactory(), UserFactory()
    with as_role("wb_bulk"):
        person = Person.objects.create(known_as="Wren", recorded_by=agency)
    return agency, user, person


def an_action(parts, **told):
    agency, user, _ = parts
    return Action(
        **{
            "reference": f"A-{uuid4().hex[:6]}",
            "text": "Fit a lock",
            "owner_agency": agency,
            "kept_by": agency,
            "raised_by": user,
            "raised_for": agency,
            "raised_at": NOON,
            "due_date": DUE,
            "once_key": uuid4(),
            **told,
        }
    )


def accepted(parts, **told):
    return an_action(
        parts, **{"state": "ACCEPTED", "volunteered_by": parts[1], "volunteered_at": NOON, **told}
    )


def a_change(parts, action, **told):
    agency, user, _ = parts
    return StateChange(
        action=action, before="ACCEPTED", after="ACCEPTED", by=user, agency=agency, at=NOON, **told
    )


def with_itself(parts):
    action = an_action(parts, state="SUPERSEDED", closed_at=NOON)
    action.superseded_by = action
    return [action]


def twice(parts, row):
    action = accepted(parts)
    return [action, row(action), row(action)]


BROKEN = [
    ("action_in_hand_was_volunteered", lambda p: [an_action(p, state="ACCEPTED")]),
    ("action_in_hand_was_volunteered", lambda p: [accepted(p, volunteered_at=None)]),
    (
        "action_completed_with_evidence",
        lambda p: [accepted(p, state="COMPLETED", closed_at=NOON)],
    ),
    ("action_says_when_it_was_closed", lambda p: [accepted(p, closed_at=NOON)]),
    ("action_says_when_it_was_closed", lambda p: [an_action(p, state="NOT_POSSIBLE")]),
    (
        "action_superseded_names_the_other",
        lambda p: [an_action(p, state="SUPERSEDED", closed_at=NOON)],
    ),
    ("action_superseded_names_the_other", with_itself),
    (
        "action_names_a_person_once",
        lambda p: twice(p, lambda a: ActionPerson(action=a, person=p[2])),
    ),
    (
        "action_is_chased_once_a_day",
        lambda p: twice(p, lambda a: Chase(action=a, on=DAY, step="OWNER", at=NOON)),
    ),
    (
        "state_change_gives_both_days",
        lambda p: [a := accepted(p), a_change(p, a, due_before=date(2026, 3, 1))],
    ),
]


@pytest.mark.parametrize(("name", "rows"), BROKEN)
def test_the_database_refuses(name, rows, parts):
    assert constraint_broken_by(rows(parts)) == name


def test_every_constraint_is_broken_here():
    assert {name for name, _ in BROKEN} == KNOWN


def test_rows_that_are_right_are_taken(parts):
    action = accepted(parts)
    done = accepted(parts, state="COMPLETED", evidence="Lock fitted", closed_at=NOON)

    assert constraint_broken_by([action, done, a_change(parts, action)]) == ""
