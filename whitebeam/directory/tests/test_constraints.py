"""What must never stand in the directory is refused by the database, each rule by its name."""

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import AgencyFactory, AreaFactory
from tests.roles import as_role
from whitebeam.directory.models import Helpline, Lot, LotArea, Service, ServiceArea

pytestmark = pytest.mark.django_db


class World:
    """An area, a lot and a service, saved."""

    def __init__(self):
        self.area, self.agency = AreaFactory(), AgencyFactory()
        self.lot = Lot(code="lot", name="Lot", provider=self.agency, source="Contract")
        self.service = self.a_service("service")
        with as_role("wb_bulk"):
            self.lot.save()
            self.service.save()

    def a_service(self, code, **given):
        return Service(code=code, name=code, kind="IDVA", provider=self.agency, source="S", **given)


BREAKS = {
    "lot_covers_each_area_once": lambda w: [
        LotArea(lot=w.lot, area=w.area),
        LotArea(lot=w.lot, area=w.area),
    ],
    "service_ages_are_in_order": lambda w: [w.a_service("other", min_age=18, max_age=16)],
    "service_covers_each_area_once": lambda w: [
        ServiceArea(service=w.service, area=w.area),
        ServiceArea(service=w.service, area=w.area),
    ],
    "helpline_confirmed_on_a_day": lambda w: [
        Helpline(code="line", name="Line", number="1", sources="Two", is_confirmed=True)
    ],
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name):
    assert constraint_broken_by(BREAKS[name](World())) == name


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraints_of("directory")
