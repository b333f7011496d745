"""Long lists of groups go on upon a further page, and a paper's way is not cut in two."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories import AgencyFactory
from tests.group_builders import DAY, a_group, a_keeper_of_groups
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.governance import queries
from whitebeam.governance.models import Meeting, Planned, Risk

pytestmark = pytest.mark.django_db
MANY = 23


@pytest.fixture
def keeper():
    return a_keeper_of_groups()


@pytest.fixture
def group():
    return a_group()


def test_earlier_meetings_stand_on_a_further_page(client, keeper, group):
    with as_role("wb_bulk"):
        for number in range(MANY):
            on = DAY - timedelta(days=number)
            Meeting.objects.create(group=group, on=on, place=f"Room {number}.", added_by=keeper)
    client.force_login(keeper)

    first = client.get(f"/groups/{group.code}/").content.decode()
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(f"/groups/{group.code}/{address}").content.decode()

    assert ("Room 19." in first, "Room 20." in first) == (True, False)
    assert ("Room 19." in second, "Room 20." in second, "Room 22." in second) == (False, True, True)
    assert "Earlier meetings" not in second


def test_a_paper_keeps_its_whole_way_on_one_page(keeper, group):
    with as_role("wb_bulk"):
        for number in range(MANY):
            path = uuid4()
            for days in (number, 400 + number):
                Planned.objects.create(
                    group=group,
                    path=path,
                    title="A paper",
                    wanted_on=DAY + timedelta(days=days),
                    added_by=keeper,
                )

    with as_worker(keeper):
        ways, page = queries.planned(reader=keeper)
        rest, last = queries.planned(reader=keeper, after=page.after)

    assert (len(page.rows), len(ways)) == (20, 40)
    assert (len(last.rows), len(rest), last.after) == (3, 6, "")


def test_open_risks_come_before_closed_ones_and_the_gravest_first(keeper, group):
    agency = AgencyFactory()
    with as_role("wb_bulk"):
        for likelihood, impact, closed_on in ((1, 2, None), (5, 5, DAY), (5, 4, None)):
            Risk.objects.create(
                group=group,
                text="A risk",
                owner_agency=agency,
                likelihood=likelihood,
                impact=impact,
                review_on=DAY,
                closed_on=closed_on,
                result="It passed" if closed_on else None,
                recorded_by=keeper,
            )

    with as_worker(keeper):
        found = [risk.likelihood * risk.impact for risk in queries.risks(reader=keeper).rows]

    assert found == [20, 2, 25]
