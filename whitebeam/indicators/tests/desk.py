"""Data owners, keepers and readers of figures, and what lies on their desks."""

from datetime import date, datetime
from decimal import Decimal

import factory

from tests.factories import (
    AgencyFactory,
    AreaFactory,
    BulkFactory,
    SharingAgreementFactory,
    worker_at,
)
from whitebeam.indicators.models import Indicator, Ownership, Return
from whitebeam.indicators.rules.checking import Value
from whitebeam.indicators.rules.definitions import Line
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.services import releasing, returning
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty

NOON = datetime(2026, 7, 20, 12, tzinfo=LONDON)
PERIOD = read_period("2026-Q1")


class IndicatorFactory(BulkFactory):
    class Meta:
        model = Indicator

    code = factory.Sequence("IND-{}".format)
    version = 1
    starts_on = date(2020, 4, 1)
    number = factory.Sequence(lambda n: n)
    title = factory.Sequence("Indicator {}".format)
    pillar = "NEED"
    definition = "What is counted."
    numerator = "Those counted"
    unit = "COUNT"
    unit_words = "people"
    polarity = "CONTEXT"
    owner_words = "Its owner"
    data_source = "A case system"
    cadence = "QUARTER"
    submission_days = 20
    suppression = "PEOPLE"
    caveat = "Read with care."
    hours = Decimal(1)
    source = "A test"

    @factory.post_generation
    def owners(self, create, agencies, **_):
        for agency in agencies or ():
            Ownership.objects.create(indicator_code=self.code, agency=agency)


class Desk:
    """A police force of two districts with two data owners, a team with two keepers, a reader."""

    def __init__(self):
        self.areas = [AreaFactory(name="Ashford"), AreaFactory(name="Dover")]
        self.police = AgencyFactory(name="Chalkshire Police")
        self.team = AgencyFactory(kind="PARTNERSHIP_TEAM")
        self.council = AgencyFactory(kind="COUNCIL")
        _serve(self.police, self.areas)
        _serve(self.team, self.areas)
        self.agreement = SharingAgreementFactory(
            between=[self.police, self.team, self.council], purposes=[Purpose.STATISTICS]
        )
        self.owner, self.colleague = (worker_at(self.police, *OWNING) for _ in range(2))
        self.keeper, self.second = (worker_at(self.team, Duty.KEEP_INDICATORS) for _ in range(2))
        self.reader = worker_at(self.council, Duty.VIEW_INDICATORS)
        self.count = IndicatorFactory(code="REF", by_area=True, owners=[self.police])
        self.share = IndicatorFactory(
            code="DONE",
            unit="PERCENT",
            unit_words="% of actions due",
            denominator="Those due",
            whole_name="actions due",
            owners=[self.police],
        )

    def opened(self, period=PERIOD):
        with acting(Acting.user(self.keeper.pk)):
            returning.open_returns(period, at=NOON, by=self.keeper)
            return Return.objects.get(agency=self.police, period=period.code)

    def fill(self, owner, *, count=(30, 10, 20), share=(16, 20), said="", by=None):
        everyone, *districts = self.lines()
        typed = dict(zip((everyone, *districts), count, strict=True))
        with acting(Acting.user((by or self.owner).pk)):
            for indicator, values in (
                (self.count, {line: (number, None) for line, number in typed.items()}),
                (self.share, {everyone: share}),
            ):
                returning.save_figures(
                    owner.pk,
                    indicator=indicator,
                    values={line: value(*numbers, said=said) for line, numbers in values.items()},
                    by=by or self.owner,
                    at=NOON,
                )

    def sign(self, owner):
        with acting(Acting.user(self.owner.pk)):
            returning.send(owner.pk, by=self.owner, at=NOON)
        with acting(Acting.user(self.colleague.pk)):
            return returning.sign(owner.pk, by=self.colleague, at=NOON)

    def signed(self, period=PERIOD, **figures):
        owner = self.opened(period)
        self.fill(owner, **figures)
        return self.sign(owner)

    def wanted(self, period=PERIOD, **changed):
        given = {"period": period.code, "title": "Spring", "embargo_until": NOON}
        return releasing.Wanted(**{**given, **changed})

    def made(self, **changed):
        with acting(Acting.user(self.keeper.pk)):
            return releasing.make_release(self.wanted(**changed), by=self.keeper, at=NOON)

    def approved(self, release):
        with acting(Acting.user(self.second.pk)):
            return releasing.approve(release.pk, checks=releasing.CHECKS, by=self.second, at=NOON)

    def lines(self):
        return [Line("everyone"), *(Line(area.name, area=area.code) for area in self.areas)]


OWNING = (Duty.SUBMIT_RETURNS, Duty.VIEW_INDICATORS)


def value(part, whole=None, *, said=""):
    def number(amount):
        return None if amount is None else Decimal(amount)

    return Value(number(part), number(whole), said)


def _serve(agency, areas):
    from tests.roles import as_role
    from whitebeam.partners.models import AgencyArea

    with as_role("wb_bulk"):
        for area in areas:
            AgencyArea.objects.create(agency=agency, area=area)
