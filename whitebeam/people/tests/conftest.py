"""Two agencies that know the same woman, and two coordinators who may say so."""

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import WORKING, a_person
from whitebeam.partners.models import Duty


@pytest.fixture
def school():
    return AgencyFactory(name="Invented School")


@pytest.fixture
def service():
    return AgencyFactory(name="Invented Service")


@pytest.fixture
def coordinator(school):
    return worker_at(AgencyFactory(), Duty.COORDINATE_MATCHES)


@pytest.fixture
def second():
    return worker_at(AgencyFactory(), Duty.COORDINATE_MATCHES)


@pytest.fixture
def worker(school):
    return worker_at(school, *WORKING)


@pytest.fixture
def here(school, worker):
    return a_person(school, by=worker, known_as="Wren Example")


@pytest.fixture
def there(service):
    return a_person(service, known_as="Wren Example")
