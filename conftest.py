"""The database under test: real roles and real walls, in one transaction a test.

The session signs in as wb_test, which may become any role. Code under test runs as wb_app;
builders write as wb_bulk (`tests.roles.as_role`), as a loader would.
"""

import pytest


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Make the test database as an installation makes its own, then step down to wb_app."""
    from tests import database

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        database.create(worker)
        yield
        database.drop(worker)


@pytest.fixture(autouse=True)
def _no_network(socket_disabled):
    """Tests reach nothing outside; unix sockets are the database's."""


@pytest.fixture
def client():
    """A browser that keeps its cookies."""
    from tests.browser import Client

    return Client()
