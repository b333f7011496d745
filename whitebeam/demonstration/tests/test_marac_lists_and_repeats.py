"""The invented MARACs keep what screening found of repeats, with both events."""

import pytest

from tests.marac_builders import a_marac
from tests.roles import as_role
from whitebeam.demonstration.load import load
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.marac.models import Case, RepeatFinding
from whitebeam.partners.models import Area

pytestmark = pytest.mark.django_db

PATTERN = {"first_on": "2024-05-07", "starts_at": "09:30", "minutes": 180, "place": "By video"}


@pytest.fixture(autouse=True)
def marac():
    make_partnership()
    with as_role("wb_bulk"):
        area = Area.objects.get(name="Northdown")
    marac = a_marac(area=area, pattern=PATTERN, code="northdown")
    load(at=NOW, people=900, seed=5, say=lambda line: None)
    with as_role("wb_bulk"):
        yield marac


def test_every_repeat_keeps_its_two_events_within_the_window():
    repeats = RepeatFinding.objects.filter(earlier__isnull=False)
    assert repeats.count() > 3
    for found in repeats:
        assert found.reason or found.earlier_on <= found.event_on <= found.counts_until
    screened = Case.objects.exclude(screened_at=None).exclude(state=Case.State.NOT_MET)
    assert RepeatFinding.objects.count() == screened.count()
