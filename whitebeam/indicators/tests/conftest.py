import pytest

from whitebeam.indicators.tests.desk import Desk


@pytest.fixture
def desk(db):
    """Owners, keepers and readers of figures."""
    return Desk()
