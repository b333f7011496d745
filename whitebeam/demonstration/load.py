"""Fills the database with an invented world, in batches written whole or not at all."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from whitebeam.demonstration.copying import Pile, as_bulk
from whitebeam.demonstration.desk_rows import DeskRows
from whitebeam.demonstration.figure_rows import write_figures
from whitebeam.demonstration.marac_planning import plan_marac
from whitebeam.demonstration.marac_returns import keep_returns
from whitebeam.demonstration.marac_world import meet
from whitebeam.demonstration.meetings import hold_meetings
from whitebeam.demonstration.models import Loading
from whitebeam.demonstration.offices import Offices
from whitebeam.demonstration.people_rows import PeopleRows
from whitebeam.demonstration.plan_rows import report
from whitebeam.demonstration.referral_rows import ReferralRows
from whitebeam.demonstration.risk_rows import RiskRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.invention import invent
from whitebeam.demonstration.rules.serial import RUN
from whitebeam.demonstration.rules.showcase import half_written, showcase
from whitebeam.demonstration.rules.values import Household, Place
from whitebeam.demonstration.staffing import guardians, staff
from whitebeam.demonstration.standard_rows import answer_standards
from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Area, Postcode

Say = Callable[[str], None]

PEOPLE = 2_000
SEED = 20_260_506
# Whole runs of serial patterns: a person who comes again is never split between two batches.
BATCH = RUN * 10
POSTCODES_OF_AN_AREA = 400


@dataclass(slots=True)
class Progress:
    """How fast it goes and how long it will take."""

    say: Say
    wanted: int
    already: int
    began: float

    def tell(self, done: int) -> None:
        """Say where the loading stands."""
        rate = (done - self.already) / max(time.monotonic() - self.began, 0.001)
        left = max(self.wanted - done, 0) / max(rate, 1)
        self.say(
            f"{min(done, self.wanted):,} of {self.wanted:,} people,"
            f" {rate * 60:,.0f} a minute, {_lasting(left)} to go"
        )


def load(*, at: datetime, people: int = PEOPLE, seed: int = SEED, say: Say = print) -> Loading:
    """Fill the database with an invented world of about so many people, lived until this moment.

    Loading the same seed again does nothing once it is finished, and goes on where it stood if it
    was cut off; the world is then lived until the moment at which it was begun.
    """
    with as_bulk():
        loading, _ = Loading.objects.get_or_create(
            seed=seed, defaults={"people": people, "lived_until": at}
        )
        if loading.finished_at:
            say(f"The demonstration is there already: {loading.people_done:,} people.")
            return loading
        places = places_of_the_partnership()
        on = _day(loading)
        by_source = staff(places, people=loading.people, on=on)
        offices = Offices(by_source, guardians=guardians(), on=on)
        hold_meetings(on=on, at=loading.lived_until)
        report(at=loading.lived_until)
        answer_standards(at=loading.lived_until)
    _load_batches(loading, places, offices, say)
    return loading


def places_of_the_partnership() -> tuple[Place, ...]:
    """Return the partnership's areas, each with real postcodes spread over it and its weight."""
    places = []
    for area in Area.objects.filter(ended_on=None).order_by("code"):
        codes = list(Postcode.objects.filter(area=area).order_by("pk").values_list("pk", flat=True))
        step = max(len(codes) // POSTCODES_OF_AN_AREA, 1)
        spread = tuple(f"{code[:-3]} {code[-3:]}" for code in codes[::step])
        if spread:
            places.append(Place(area.code, area.name, spread, len(codes)))
    return tuple(places)


def _load_batches(loading: Loading, places: tuple[Place, ...], offices: Offices, say: Say) -> None:
    progress = Progress(say, loading.people, loading.people_done, time.monotonic())
    homes = offices.homes(places)
    shown = tuple(showcase(loading.seed, homes, loading.lived_until))
    world = invent(loading.seed, loading.people - _people_in(shown), places, _day(loading))
    if not loading.people_done:
        _load_batch(loading, shown, offices, desks=_desks(loading, offices, homes))
        progress.tell(loading.people_done)
    loaded = sum(1 for _ in islice(world, loading.households_done))
    while batch := tuple(islice(world, BATCH)):
        loaded += len(batch)
        loading.households_done = loaded
        _load_batch(loading, batch, offices)
        progress.tell(loading.people_done)
    meet(seed=loading.seed, at=loading.lived_until, say=say)
    loading.finished_at = datetime.now(LONDON)
    with as_bulk():
        keep_returns(at=loading.lived_until)
        plan_marac(seed=loading.seed, at=loading.lived_until)
        write_figures(seed=loading.seed, at=loading.lived_until)
        loading.save(update_fields=["finished_at", "updated_at"])


def _desks(loading: Loading, offices: Offices, homes: tuple[Place, ...]) -> DeskRows:
    desks, at = DeskRows(offices), loading.lived_until
    for place in homes:
        dice = Dice(loading.seed, f"desk:{place.code}")
        desks.write_half(half_written(loading.seed, place, at), dice, at=at)
        desks.give_advice(place, dice, at=at)
    return desks


def _load_batch(
    loading: Loading,
    batch: tuple[Household, ...],
    offices: Offices,
    *,
    desks: DeskRows | None = None,
) -> None:
    people, risk = PeopleRows(offices), RiskRows(seed=loading.seed, until=loading.lived_until)
    referrals = ReferralRows(offices, seed=loading.seed, risk=risk)
    for home in batch:
        dice = Dice(loading.seed, f"rows:{home.index}")
        people.add(home, dice)
        referrals.add(home, dice)
    loading.people_done += _people_in(batch)
    with as_bulk() as cursor:
        for pile in (*_piles(people, referrals, desks), *risk.in_order()):
            pile.copy(cursor)
        loading.save(update_fields=["households_done", "people_done", "updated_at"])


def _piles(people: PeopleRows, referrals: ReferralRows, desks: DeskRows | None) -> Iterator[Pile]:
    yield from people.in_order()
    yield from referrals.in_order()
    yield from desks.in_order() if desks else ()


def _people_in(homes: tuple[Household, ...]) -> int:
    return sum(len(home.people) for home in homes)


def _day(loading: Loading) -> date:
    return loading.lived_until.astimezone(LONDON).date()


def _lasting(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes} min" if minutes else f"{int(seconds)} s"
