"""Every duty in every relation to an action: who sees it, by policy and by wall, and who may act."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.action_builders import NOON, a_keeper, a_proposed_action, agency_of, an_accepted_action
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import a_person, as_worker
from tests.roles import as_role
from whitebeam.actions import policy, services
from whitebeam.actions.models import Action, Chase, StateChange
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.people.models import Restriction

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

DOING = {Duty.DO_ACTIONS, Duty.RESEARCH_MARAC}
CHASING = {Duty.CHASE_ACTIONS, Duty.COORDINATE_MARAC}
PLACES = ("owner agency", "keeping agency", "elsewhere")
SEES = {"owner agency": DOING, "keeping agency": CHASING, "elsewhere": set()}


@pytest.fixture
def doer():
    return worker_at(AgencyFactory(), Duty.DO_ACTIONS)


@pytest.fixture
def keeper():
    return a_keeper()


@pytest.fixture
def action(doer, keeper):
    return an_accepted_action(doer=doer, keeper=keeper)


def place(name, doer, keeper):
    if name == "elsewhere":
        return AgencyFactory()
    return agency_of(doer if name == "owner agency" else keeper)


def by_policy(user):
    with as_worker(user):
        return list(policy.visible_to(user).values_list("pk", flat=True))


def by_wall(user, table="actions_action"):
    with as_worker(user), connection.cursor() as cursor:
        cursor.execute(f"select id from {table}")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("duty", list(Duty))
def test_who_sees_an_action(where, duty, action, doer, keeper):
    user = worker_at(place(where, doer, keeper), duty)
    expected = [action.pk] if duty in SEES[where] else []

    assert by_policy(user) == expected
    assert by_wall(user) == expected


def test_the_named_owner_sees_it_whatever_her_duty_there(action, doer):
    with as_role("wb_bulk"):
        doer.memberships.update(duties=[Duty.REFER])

    assert by_policy(doer) == by_wall(doer) == [action.pk]


def test_the_named_owner_who_left_the_agency_does_not(action, doer):
    with as_role("wb_bulk"):
        doer.memberships.update(agency=AgencyFactory())

    assert by_policy(doer) == by_wall(doer) == []


def test_the_raiser_sees_it_while_she_works_there(action, keeper):
    with as_role("wb_bulk"):
        keeper.memberships.update(duties=[Duty.REFER])
    assert by_policy(keeper) == by_wall(keeper) == [action.pk]

    with as_role("wb_bulk"):
        keeper.memberships.update(agency=AgencyFactory())
    assert by_policy(keeper) == by_wall(keeper) == []


def test_guests_see_nothing(action, doer):
    guest_agency = AgencyFactory(kind=Agency.Kind.GUEST)
    guest = worker_at(guest_agency, *DOING, *CHASING)

    assert by_policy(guest) == by_wall(guest) == []


@pytest.mark.parametrize("against", ["user", "agency"])
def test_whoever_is_kept_from_her_is_kept_from_the_action(against, doer, keeper):
    home = agency_of(keeper)
    person = a_person(home, by=worker_at(home, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS))
    raiser = worker_at(home, Duty.CHASE_ACTIONS, Duty.VIEW_PEOPLE)
    action = a_proposed_action(to=agency_of(doer), by=raiser, people=(person.pk,))
    with as_role("wb_bulk"):
        whom = {"user": doer} if against == "user" else {"agency": agency_of(doer)}
        Restriction.objects.create(
            person=person, reason="A conflict", set_by=raiser, set_at=NOON, **whom
        )

    assert by_policy(doer) == by_wall(doer) == []
    assert by_wall(doer, "actions_statechange") == by_wall(doer, "actions_actionperson") == []
    assert by_policy(raiser) == by_wall(raiser) == [action.pk]


def test_nobody_says_an_action_is_about_somebody_she_may_not_add_to(doer, keeper):
    person = a_person(AgencyFactory())
    with pytest.raises(Refused, match="about this person"):
        a_proposed_action(to=agency_of(doer), by=keeper, people=(person.pk,))


def test_only_the_raiser_says_whom_it_is_about(action, doer):
    home = agency_of(doer)
    person = a_person(home, by=worker_at(home, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS))
    with as_worker(doer), pytest.raises(DatabaseError, match="whom this action is about"):
        run("select sec.add_action_person(%s, %s)", action.pk, person.pk)


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@pytest.mark.parametrize(
    "change",
    [
        "state = 'IN_PROGRESS'",
        "state = 'ACCEPTED', volunteered_by_id = owner_id",
        "raised_by_id = owner_id",
        "text = ''",
    ],
)
def test_a_stray_statement_of_the_keeper_imposes_nothing(change, doer, keeper):
    action = a_proposed_action(to=agency_of(doer), by=keeper)
    with as_worker(keeper), pytest.raises(DatabaseError):
        run(f"update actions_action set {change} where id = %s", action.pk)


def test_a_stray_statement_opens_nothing_that_is_closed(action, doer):
    with as_worker(doer):
        services.complete(action_id=action.pk, evidence="Done", by=doer, at=NOON)
        with pytest.raises(DatabaseError, match="may not update"):
            run("update actions_action set state = 'ACCEPTED', closed_at = null")


def test_a_stray_statement_moves_it_to_no_other_agency(action, doer):
    with as_worker(doer), pytest.raises(DatabaseError):
        run("update actions_action set owner_agency_id = %s", AgencyFactory().pk)


def test_nobody_raises_in_anothers_name(action, doer, keeper):
    forged = Action(
        reference="A-FORGED", text="x", owner_agency=agency_of(keeper), kept_by=agency_of(keeper),
        raised_by=keeper, raised_for=agency_of(keeper), raised_at=NOON,
        due_date=action.due_date, once_key=action.pk,
    )  # fmt: skip
    with as_worker(doer), pytest.raises(DatabaseError), transaction.atomic():
        forged.save(force_insert=True)


def test_history_and_chasers_are_seen_with_their_action(action, doer, keeper):
    with as_role("wb_bulk"):
        Chase.objects.create(action=action, on=NOON.date(), step="OWNER", at=NOON)
    stranger = worker_at(AgencyFactory(), *DOING, *CHASING)

    for table in (StateChange, Chase):
        assert by_wall(keeper, table._meta.db_table)
        assert by_wall(stranger, table._meta.db_table) == []
