"""Whose risk is to be assessed again: from what was signed, what happened, and pauses."""

from datetime import date, timedelta

import pytest

from tests.people_builders import NOON, a_person, as_worker
from tests.risk_builders import a_tool, an_assessment
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.people.models import ContactPoint
from whitebeam.people.services.reaching import add_contact_point
from whitebeam.risk.models import Happening
from whitebeam.risk.queries.due import PAGE, due_list, due_of
from whitebeam.risk.rules.reassessment import Cause
from whitebeam.risk.services.noting import end_pause, note_happening, pause
from whitebeam.risk.tests.desk import Desk

pytestmark = pytest.mark.django_db

SIGNED_ON = date(2026, 3, 4)
DAY = timedelta(days=1)


@pytest.fixture
def desk():
    return Desk()


def assessed(desk, person=None, **given):
    return an_assessment(person or desk.wren, by=desk.worker, agency=desk.agency, **given)


def listed(desk, *, on, mine=True, by=None):
    by = by or desk.worker
    with as_worker(by):
        return [
            (one.person.known_as, one.due.on, one.due.cause)
            for one in due_list(by, on=on, mine=mine).rows
        ]


def paused(desk, **given):
    values = {"starts_on": SIGNED_ON + DAY, "ends_on": None, "reason": "In hospital", **given}
    with as_worker(desk.worker):
        return pause(person=desk.wren, agency=desk.agency, by=desk.worker, at=NOON, **values)


def test_each_person_is_due_by_the_level_of_the_newest(desk):
    assessed(desk, at=NOON - 90 * DAY)
    assessed(desk, level="HIGH", band="HIGH")
    assessed(desk, desk.rook)

    assert listed(desk, on=SIGNED_ON) == [
        ("Wren Example", date(2026, 4, 1), Cause.CLOCK),
        ("Rook Invented", date(2026, 5, 27), Cause.CLOCK),
    ]


def a_high_one(desk, **given):
    return assessed(desk, level="HIGH", band="HIGH", perpetrator=desk.rook, **given)


def test_a_later_set_of_questions_hides_no_higher_risk(desk):
    a_high_one(desk)
    assessed(desk, perpetrator=desk.rook, tool=a_tool(kind="STALKING", version=2), at=NOON + DAY)

    assert listed(desk, on=SIGNED_ON + DAY) == [
        ("Wren Example", date(2026, 4, 1), Cause.CLOCK),
    ]


def test_a_later_assessment_about_another_person_hides_no_higher_risk(desk):
    a_high_one(desk)
    other = a_person(desk.agency, by=desk.worker, known_as="Finch")
    assessed(desk, perpetrator=other, at=NOON + DAY)

    assert listed(desk, on=SIGNED_ON + DAY)[0][1] == date(2026, 4, 1)


def test_a_later_tool_of_the_whole_risk_stands_for_the_one_before(desk):
    a_high_one(desk)
    assessed(desk, perpetrator=desk.rook, tool=a_tool(kind="EXTERNAL", version=2), at=NOON + DAY)

    assert listed(desk, on=SIGNED_ON + DAY)[0][1] == date(2026, 5, 28)


def test_what_happened_before_she_was_last_assessed_was_looked_at(desk):
    assessed(desk, perpetrator=desk.rook)
    with as_worker(desk.worker):
        note_happening(
            person=desk.wren, agency=desk.agency, cause=Happening.Cause.RELEASE,
            happened_on=SIGNED_ON + DAY, words="", by=desk.worker, at=NOON + DAY,
        )  # fmt: skip
    assessed(desk, tool=a_tool(kind="STALKING", version=2), at=NOON + 5 * DAY)

    assert listed(desk, on=SIGNED_ON + 5 * DAY)[0][2] == Cause.CLOCK


def test_my_list_is_mine_and_the_agencys_is_everybodys(desk):
    assessed(desk)

    assert listed(desk, on=SIGNED_ON, by=desk.colleague) == []
    assert len(listed(desk, on=SIGNED_ON, by=desk.colleague, mine=False)) == 1


def test_what_happened_is_sooner(desk):
    assessed(desk)
    with as_worker(desk.worker):
        note_happening(
            person=desk.wren,
            agency=desk.agency,
            cause=Happening.Cause.RELEASE,
            happened_on=date(2026, 3, 6),
            words="",
            by=desk.worker,
            at=NOON,
        )

    assert listed(desk, on=SIGNED_ON) == [("Wren Example", date(2026, 3, 10), Cause.RELEASE)]


def test_a_pause_puts_it_on_hold_until_it_ends(desk):
    assessed(desk, level="HIGH", band="HIGH")
    held = paused(desk)
    assert listed(desk, on=SIGNED_ON)[0][1] is None

    with as_worker(desk.worker):
        end_pause(held.pk, by=desk.worker, on=SIGNED_ON + 2 * DAY)
        assert due_of(desk.worker, desk.wren, on=SIGNED_ON).due.on == date(2026, 4, 2)
        with pytest.raises(Refused, match="ended already"):
            end_pause(held.pk, by=desk.worker, on=SIGNED_ON + 3 * DAY)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"reason": " "}, "why nobody"), ({"ends_on": SIGNED_ON}, "before the first")],
)
def test_a_pause_says_why_and_ends_after_it_begins(desk, given, said):
    with pytest.raises(Refused, match=said):
        paused(desk, **given)


def test_nobody_is_due_who_was_never_assessed(desk):
    with as_worker(desk.worker):
        assert due_of(desk.worker, desk.wren, on=SIGNED_ON) is None


def test_a_long_list_is_paged_by_key_and_counts_all_that_is_late(desk):
    for number in range(PAGE + 3):
        person = a_person(desk.agency, by=desk.worker, known_as=f"Wren {number}")
        assessed(desk, person, at=NOON - (number % 7) * DAY)
    held = assessed(desk)
    paused(desk)
    much_later = SIGNED_ON + 400 * DAY

    with as_worker(desk.worker):
        first = due_list(desk.worker, on=much_later, mine=True)
        second = due_list(desk.worker, on=much_later, mine=True, after=first.after)
        nonsense = due_list(desk.worker, on=much_later, mine=True, after="soon~x")

    assert (len(first.rows), len(second.rows), second.after) == (PAGE, 4, "")
    assert first.late == PAGE + 3
    days = [one.due.on for one in (*first.rows, *second.rows)]
    assert days == [*sorted(day for day in days if day), None]
    assert second.rows[-1].latest == held
    assert nonsense.rows == first.rows


def at_home(desk, value, *, at):
    with as_worker(desk.worker):
        add_contact_point(
            desk.wren, kind="ADDRESS", value=value, source="She said so", by=desk.worker, at=at
        )


def test_a_new_home_makes_it_due_as_a_move(desk):
    assessed(desk)
    assert listed(desk, on=SIGNED_ON)[0][2] == Cause.CLOCK

    at_home(desk, "2 Invented Row", at=NOON + DAY)

    assert listed(desk, on=SIGNED_ON) == [("Wren Example", date(2026, 3, 9), Cause.MOVE)]
    assessed(desk, at=NOON + 2 * DAY)
    assert listed(desk, on=SIGNED_ON)[0][2] == Cause.CLOCK


def test_an_address_that_is_the_first_one_known_is_no_move(desk):
    with as_role("wb_bulk"):
        ContactPoint.objects.filter(person=desk.wren, kind="ADDRESS").delete()
    assessed(desk)

    at_home(desk, "2 Invented Row", at=NOON + DAY)

    assert listed(desk, on=SIGNED_ON)[0][2] == Cause.CLOCK
