"""One look at a meeting serves for whether it changed and for what: it asks little of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browser import Client
from tests.marac_builders import NOON, a_marac
from tests.meeting_builders import a_sitting, an_entry
from tests.people_builders import with_second_factor
from whitebeam.kernel.context import Acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.services.watching import Watcher

pytestmark = pytest.mark.django_db
MOST_QUERIES = 6


def nothing_to_tell(session, *, fresh, pulse):
    return ""


@pytest.fixture
def watcher():
    marac = a_marac()
    sitting = a_sitting(marac, running=True)
    sitting.open(0)
    an_entry(sitting, marac.idva, text="She moved on Friday")
    client = with_second_factor(Client(), marac.rep)
    client.get("/")
    return Watcher(
        user=marac.rep,
        meeting_id=sitting.meeting.pk,
        session_key=client.session.session_key,
        as_whom=Acting.user(marac.rep.pk, purpose=Purpose.MEETING),
        clock=lambda: NOON,
        tell=nothing_to_tell,
    )


def test_a_look_asks_once_where_its_watcher_works(watcher):
    with CaptureQueriesContext(connection) as asked:
        watcher.look("")

    assert sum('FROM "partners_membership"' in query["sql"] for query in asked) == 1


def test_a_look_costs_a_few_queries(watcher):
    with CaptureQueriesContext(connection) as asked:
        watcher.look("")

    told = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(told) <= MOST_QUERIES, "\n".join(told)
