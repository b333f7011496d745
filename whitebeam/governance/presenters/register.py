"""The register of groups, its seats and its gaps, as the pages print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from whitebeam.governance.presenters.days import day
from whitebeam.governance.queries import HeldSeat, Registered
from whitebeam.governance.rules.chart import Drawn, Node, draw
from whitebeam.governance.rules.seats import NAMES, Sector, missing

NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat and who holds it, ready to print."""

    name: str
    sector: str
    holder: str
    since: str
    came: str
    is_vacant: bool
    fill: str
    end: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the register, ready to print."""

    code: str
    name: str
    parent: str
    chair: str
    purpose: str
    vacancies: int
    review: str
    is_review_late: bool
    href: str

    @classmethod
    def of(cls, one: Registered, *, on: date) -> "GroupRow":
        charter = one.charter
        review_on = charter.review_on if charter else None
        return cls(
            code=one.group.code,
            name=one.group.name,
            parent=charter.parent.name if charter and charter.parent else "",
            chair=(charter.chair_role if charter else "") or NOT_KNOWN,
            purpose=charter.purpose if charter else "",
            vacancies=sum(held.sitting is None for held in one.seats),
            review=day(review_on) if review_on else NOT_KNOWN,
            is_review_late=review_on is not None and review_on < on,
            href=reverse("governance:group", args=[one.group.code]),
        )


def chart_of(register: Iterable[Registered]) -> Drawn:
    """Return the drawing of the groups, by what each reports to."""
    return draw(
        Node(
            one.group.code,
            one.group.name,
            one.charter.parent.code if one.charter and one.charter.parent else "",
        )
        for one in register
    )


def seat_rows(
    seats: Iterable[HeldSeat], counted: dict[object, tuple[int, int]], *, keeps: bool
) -> list[SeatRow]:
    """Return a group's seats; the addresses of deeds only for those who keep groups."""
    return [_seat_row(held, counted.get(held.seat.pk), keeps=keeps) for held in seats]


def _seat_row(held: HeldSeat, came: tuple[int, int] | None, *, keeps: bool) -> SeatRow:
    sitting = held.sitting
    agency = f", {sitting.agency.name}" if sitting and sitting.agency else ""
    who = (sitting.user.name if sitting.user else sitting.office) if sitting else ""
    return SeatRow(
        name=held.seat.name,
        sector=NAMES[Sector(held.seat.sector)],
        holder=f"{who}{agency}" if sitting else "Vacant",
        since=day(sitting.starts_on) if sitting else "",
        came=f"{came[0]} of {came[1]}" if came else "Not yet counted",
        is_vacant=sitting is None,
        fill=reverse("governance:fill", args=[held.seat.pk]) if keeps and not sitting else "",
        end=reverse("governance:end", args=[sitting.pk]) if keeps and sitting else "",
    )


def statutory_gaps(one: Registered) -> list[str]:
    """Return the interests for which the Act asks and for which nobody sits."""
    if one.charter is None or not one.charter.is_local_board:
        return []
    held = [each.seat.sector for each in one.seats if each.sitting]
    return [NAMES[sector] for sector in missing(held)]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not known; who is not at the table: boards, sectors, lived experience, reviews."""

    unknown_words: str
    unknown: list[list[str | dict[str, str]]]
    boards: list[tuple[str, str]]
    sectors: list[list[str | int]]
    lived: list[list[str]]
    reviews: list[list[str]]

    @classmethod
    def of(cls, register: list[Registered], *, on: date) -> "Gaps":
        short = [(one.group.name, statutory_gaps(one)) for one in register]
        rows = [GroupRow.of(one, on=on) for one in register]
        return cls(
            unknown_words=unknown_sentence(rows),
            unknown=unknown_facts(register, on=on),
            boards=[(name, ", ".join(gaps)) for name, gaps in short if gaps],
            sectors=[_sector_row(sector, register) for sector in Sector],
            lived=[
                [one.group.name, held.seat.name, "Held" if held.sitting else "Vacant"]
                for one in register
                for held in one.seats
                if held.seat.is_lived_experience
            ],
            reviews=[[row.name, row.review] for row in rows if row.is_review_late],
        )


def unknown_facts(register: Iterable[Registered], *, on: date) -> list[list[str | dict[str, str]]]:
    """Return each group of which no source tells who chairs it, its review day or its seats."""
    found: list[list[str | dict[str, str]]] = []
    for one in register:
        row = GroupRow.of(one, on=on)
        seats = "Recorded" if one.seats else NOT_KNOWN
        if NOT_KNOWN in (row.chair, row.review, seats):
            found.append([{"text": row.name, "href": row.href}, row.chair, row.review, seats])
    return found


def unknown_sentence(rows: Iterable[GroupRow]) -> str:
    """Return in one sentence how many groups' chairs and days of review are not known."""
    every = list(rows)
    chairs = sum(row.chair == NOT_KNOWN for row in every)
    reviews = sum(row.review == NOT_KNOWN for row in every)
    if not chairs and not reviews:
        return ""
    return (
        f"Not known of {len(every)} groups: who chairs {chairs} of them,"
        f" and when the terms of {reviews} are looked at again."
    )


def _sector_row(sector: Sector, register: list[Registered]) -> list[str | int]:
    seats = [h for one in register for h in one.seats if h.seat.sector == sector.value]
    held = sum(each.sitting is not None for each in seats)
    return [NAMES[sector], len(seats), held, len(seats) - held]
