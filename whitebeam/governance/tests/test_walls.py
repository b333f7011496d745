"""Private to the group, public by decision: who reads what of a meeting, by policy and by wall."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import AgencyFactory, worker_at
from tests.group_builders import (
    DAY,
    NOON,
    a_group,
    a_keeper_of_groups,
    a_meeting,
    a_member,
    a_paper,
    a_seat,
    an_item,
    made_public,
    minuted_and_signed,
    sent,
)
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.governance import policy
from whitebeam.governance.models import Sitting
from whitebeam.governance.services import logs
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.walls]
TABLES = ("meeting", "item", "minute", "paper", "packpage", "decision")


@pytest.fixture
def keeper():
    return a_keeper_of_groups()


@pytest.fixture
def group():
    return a_group()


@pytest.fixture
def meeting(group, keeper):
    """Two items of a sent pack, each with a paper and a decision; the second is public."""
    made = a_meeting(group, by=keeper)
    for title in ("Private item", "Public item"):
        item = an_item(made, by=keeper, title=title)
        paper = a_paper(item, by=keeper)
        with as_worker(keeper):
            logs.decide(item_id=item.pk, text="To go on", by=keeper)
    sent(made, by=keeper)
    made_public(item, by=keeper)
    made_public(item, by=keeper, paper=paper)
    return made


def seen(user):
    """Return how many rows of each table the wall shows a user."""
    with as_worker(user), connection.cursor() as cursor:
        counted = []
        for table in TABLES:
            cursor.execute(f"select count(*) from governance_{table}")
            counted.append(cursor.fetchone()[0])
        return tuple(counted)


@pytest.mark.parametrize("duty", list(Duty))
def test_an_outsider_of_whatever_duty_reads_what_is_public(duty, meeting, keeper):
    outsider = worker_at(AgencyFactory(), duty)
    everything = (1, 2, 0, 2, 2, 2)
    public = (1, 1, 0, 1, 1, 0)

    assert seen(outsider) == (everything if duty == Duty.KEEP_GROUPS else public)


def test_minutes_and_decisions_of_public_items_are_read_once_they_are_signed(meeting, keeper):
    outsider = worker_at(AgencyFactory(), Duty.REFER)
    minuted_and_signed(meeting, by=keeper)

    assert seen(outsider) == (1, 1, 1, 1, 1, 1)


def test_whoever_sits_in_the_group_reads_all_of_it(meeting, group):
    assert seen(a_member(group)) == (1, 2, 0, 2, 2, 2)


@pytest.mark.parametrize(
    "sitting",
    [{"ends_on": DAY.replace(year=2021)}, {"starts_on": DAY.replace(year=2098)}],
)
def test_whoever_sat_or_will_sit_there_reads_what_is_public(sitting, meeting, group):
    assert seen(a_member(group, **sitting)) == (1, 1, 0, 1, 1, 0)


def test_whoever_sits_in_another_group_reads_what_is_public(meeting):
    assert seen(a_member(a_group("Another"))) == (1, 1, 0, 1, 1, 0)


def test_nothing_of_an_unsent_pack_is_public(group, keeper):
    meeting = a_meeting(group, by=keeper)
    item = an_item(meeting, by=keeper)
    made_public(item, by=keeper)

    assert seen(worker_at(AgencyFactory(), Duty.REFER)) == (0, 0, 0, 0, 0, 0)


def test_a_guest_reads_nothing_not_even_what_is_public(meeting):
    guest = worker_at(AgencyFactory(kind="GUEST"), Duty.REFER, Duty.SIT_IN_GROUPS)

    assert seen(guest) == (0, 0, 0, 0, 0, 0)


def test_policy_and_wall_agree(meeting, group, keeper):
    people = (keeper, a_member(group), a_member(a_group("Another")))
    for user in people:
        with as_worker(user), connection.cursor() as cursor:
            cursor.execute("select id from governance_item")
            wall = {row[0] for row in cursor.fetchall()}
            policed = policy.items_of(user) | policy.public_items()
            assert wall == set(policed.values_list("pk", flat=True))


WRITES = [
    'insert into governance_meeting (id, created_at, updated_at, "on", place, added_by_id,'
    " group_id) select gen_random_uuid(), now(), now(), '2030-01-01', '', '{me}', group_id"
    " from governance_meeting limit 1",
    "insert into governance_sitting (id, created_at, updated_at, office, starts_on, added_by_id,"
    " user_id, seat_id) select gen_random_uuid(), now(), now(), '', '2020-01-01', '{me}', '{me}',"
    " id from governance_seat where id = '{seat}'",
]


@pytest.mark.parametrize("statement", WRITES)
def test_nobody_seats_herself_or_calls_a_meeting(statement, meeting, group):
    member, seat = a_member(group), a_seat(group)
    told = statement.format(me=member.pk, seat=seat.pk)

    with as_worker(member), pytest.raises(DatabaseError, match="row-level security"):
        run(told)


@pytest.mark.parametrize(
    "statement",
    [
        "update governance_item set label = 'PUBLIC' where label = 'PRIVATE'",
        "update governance_sitting set ends_on = '2020-01-02'",
        "update governance_meeting set pack_sent_at = now()",
    ],
)
def test_a_members_stray_statement_changes_nothing(statement, meeting, group):
    member = a_member(group)

    with as_worker(member):
        assert run(statement) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update governance_packpage set number = 7",
        "delete from governance_packpage",
        "update governance_paper set body = ''",
        "update governance_labelling set label = 'PRIVATE'",
    ],
)
def test_numbered_pages_papers_and_labels_stay_as_they_were(statement, meeting, keeper):
    with as_worker(keeper), pytest.raises(DatabaseError, match="permission denied"):
        run(statement)


def test_signed_minutes_are_not_unsigned(meeting, keeper):
    minuted_and_signed(meeting, by=keeper)

    with as_worker(keeper), pytest.raises(DatabaseError, match="may not update"):
        run("update governance_meeting set signed_at = null, signed_by_id = null")


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def test_a_seat_held_by_an_office_opens_nothing(group, meeting):
    with as_role("wb_bulk"):
        Sitting.objects.create(seat=a_seat(group), office="Head of service", starts_on=NOON.date())

    assert seen(worker_at(AgencyFactory(), Duty.SIT_IN_GROUPS)) == (1, 1, 0, 1, 1, 0)
