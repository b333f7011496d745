"""One case open at a time, heard, and written about by several people at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection

from tests.marac_builders import NOON, a_marac, a_meeting, acting_as
from tests.meeting_builders import a_sitting, an_entry
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import AgendaItem, Case, CaseBlock, Entry, StateChange
from whitebeam.marac.services import hearing, listing, saying
from whitebeam.marac.services.saying import NewEntry

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=9)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    return a_sitting(marac, cases=2, running=True)


def open_case(user, item, at=NOON):
    with acting_as(user):
        return hearing.open_case(item_id=item.pk, by=user, at=at)


def say(user, item, text="He has her keys.", key=None):
    new = NewEntry(item.pk, Entry.Kind.RISK, text, key or uuid4())
    with acting_as(user):
        return saying.say(new=new, by=user, at=NOON)


@pytest.mark.parametrize("who", ["coordinator", "chair"])
def test_whoever_runs_the_meeting_begins_it(marac, who):
    sitting = a_sitting(marac)
    user = getattr(marac, who)

    with acting_as(user):
        hearing.begin(meeting_id=sitting.meeting.pk, by=user, at=NOON)
        again = hearing.begin(meeting_id=sitting.meeting.pk, by=user, at=LATER)

    assert (again.state, again.began_at) == ("RUNNING", NOON)


def test_a_representative_begins_nothing(marac):
    sitting = a_sitting(marac)

    with acting_as(marac.rep), pytest.raises(Refused, match="Only the coordinator or the chair"):
        hearing.begin(meeting_id=sitting.meeting.pk, by=marac.rep, at=NOON)


def test_a_meeting_that_ended_does_not_begin_again(marac, sitting):
    sitting.is_now("ENDED")

    with acting_as(marac.chair), pytest.raises(Refused, match="has ended"):
        hearing.begin(meeting_id=sitting.meeting.pk, by=marac.chair, at=NOON)


def test_the_next_case_closes_the_one_before_as_heard(marac, sitting):
    one, other = sitting.items

    open_case(marac.coordinator, one)
    open_case(marac.coordinator, other, at=LATER)

    with as_role("wb_bulk"):
        one.refresh_from_db()
        case = Case.objects.get(pk=one.case_id)
    assert (one.outcome, one.closed_at) == ("HEARD", LATER)
    assert (case.state, case.heard_at) == ("HEARD", LATER)


def test_opening_what_is_open_changes_nothing(marac, sitting):
    open_case(marac.coordinator, sitting.items[0])

    assert open_case(marac.chair, sitting.items[0], at=LATER).opened_at == NOON


def test_a_case_that_was_heard_is_not_opened_again(marac, sitting):
    sitting.hear(0)

    with pytest.raises(Refused, match="moved on"):
        open_case(marac.coordinator, sitting.items[0])


def test_a_representative_opens_nothing(marac, sitting):
    with pytest.raises(Refused, match="Only the coordinator or the chair"):
        open_case(marac.rep, sitting.items[0])


def test_nothing_opens_while_the_meeting_does_not_run(marac):
    sitting = a_sitting(marac)

    with pytest.raises(Refused, match="not running"):
        open_case(marac.coordinator, sitting.items[0])


def test_a_case_is_closed_once(marac, sitting):
    open_case(marac.chair, sitting.items[0])
    for at in (NOON, LATER):
        with acting_as(marac.chair):
            item = hearing.close_case(item_id=sitting.items[0].pk, by=marac.chair, at=at)

    assert item.closed_at == NOON


def test_what_is_not_open_is_not_closed(marac, sitting):
    with acting_as(marac.chair), pytest.raises(Refused, match="not open"):
        hearing.close_case(item_id=sitting.items[0].pk, by=marac.chair, at=NOON)


def how_they_stand():
    """Return what became of each case of the list, in its order."""
    with as_role("wb_bulk"):
        rows = AgendaItem.objects.order_by("position").values_list("outcome", "case__state")
        return list(rows)


def end(user, sitting):
    with acting_as(user):
        return hearing.end(meeting_id=sitting.meeting.pk, by=user, at=LATER)


def test_the_end_closes_what_is_open_and_puts_off_what_was_not_reached(marac, sitting):
    open_case(marac.chair, sitting.items[0])

    end(marac.chair, sitting)

    assert how_they_stand() == [("HEARD", "HEARD"), ("NOT_REACHED", "DEFERRED")]
    with as_role("wb_bulk"):
        step = StateChange.objects.get(case=sitting.cases[1], after="DEFERRED")
    assert (step.reason, step.by) == ("not_reached", marac.chair)


def test_what_was_not_reached_can_be_listed_again(marac, sitting):
    end(marac.chair, sitting)
    later = a_meeting(marac, starts_at=NOON + timedelta(days=28))

    with acting_as(marac.coordinator):
        listing.list_case(
            case_id=sitting.cases[1].pk, meeting_id=later.pk, minutes=12, late_reason="Not reached",
            by=marac.coordinator, at=LATER,
        )  # fmt: skip

    assert ("", "RELISTED") in how_they_stand()


def test_what_is_hidden_from_whoever_ends_the_meeting_is_put_off_too(marac, sitting):
    sitting.open(0)
    with as_role("wb_bulk"):
        for case in sitting.cases:
            CaseBlock.objects.create(
                case=case, user=marac.coordinator, reason="Kin", set_by=marac.chair, set_at=NOON
            )

    end(marac.coordinator, sitting)

    assert how_they_stand() == [("NOT_REACHED", "DEFERRED")] * 2


def test_nobody_else_puts_off_what_a_meeting_did_not_reach(marac, sitting):
    with acting_as(marac.rep), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("select sec.marac_put_off(%s, %s)", [sitting.meeting.pk, NOON])


def test_a_hidden_open_case_is_set_aside_and_hinders_nobody(marac, sitting):
    sitting.open(0)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=sitting.cases[0], user=marac.coordinator, reason="Kin", set_by=marac.chair,
            set_at=NOON,
        )  # fmt: skip

    open_case(marac.coordinator, sitting.items[1])

    with as_role("wb_bulk"):
        hidden = AgendaItem.objects.get(pk=sitting.items[0].pk)
    assert (hidden.outcome, hidden.closed_at is not None) == ("", True)


@pytest.mark.parametrize("who", ["coordinator", "chair", "rep", "housing_rep", "idva"])
def test_everybody_who_works_on_the_case_may_write(marac, sitting, who):
    sitting.open(0)

    entry = say(getattr(marac, who), sitting.items[0])

    assert str(entry.text) == "He has her keys."


def test_the_same_entry_sent_again_is_there_once(marac, sitting):
    sitting.open(0)
    key = uuid4()

    assert say(marac.rep, sitting.items[0], key=key) == say(marac.rep, sitting.items[0], key=key)
    with as_role("wb_bulk"):
        assert Entry.objects.count() == 1


def test_a_key_of_somebody_else_is_refused_and_tells_nothing(marac, sitting):
    sitting.open(0)
    key = uuid4()
    say(marac.housing_rep, sitting.items[0], key=key)

    with pytest.raises(Refused, match="not saved"):
        say(marac.rep, sitting.items[0], key=key)


def nothing_said(marac, sitting):
    sitting.open(0)
    return say(marac.rep, sitting.items[0], text="  ")


def not_opened(marac, sitting):
    return say(marac.rep, sitting.items[1])


def signed(marac, sitting):
    sitting.hear(0)
    sitting.put(0, signed_at=NOON)
    return say(marac.rep, sitting.items[0])


def a_referrer(marac, sitting):
    sitting.open(0)
    return say(marac.referrer, sitting.items[0])


@pytest.mark.parametrize("wrong", [nothing_said, not_opened, signed, a_referrer])
def test_refuses_to_write(marac, sitting, wrong):
    with pytest.raises(Refused):
        wrong(marac, sitting)

    with as_role("wb_bulk"):
        assert not Entry.objects.exists()


def test_what_is_put_right_takes_the_place_of_the_old(marac, sitting):
    sitting.open(0)
    old = an_entry(sitting, marac.rep, text="Two keys")

    with acting_as(marac.rep):
        new = saying.put_right(
            entry_id=old.pk, text="Three keys", once_key=uuid4(), by=marac.rep, at=NOON
        )

    assert new.supersedes == old


def test_nobody_puts_right_or_takes_back_what_another_said(marac, sitting):
    sitting.open(0)
    entry = an_entry(sitting, marac.rep, text="Two keys")

    with acting_as(marac.housing_rep):
        with pytest.raises(Refused, match="not yours"):
            saying.take_back(entry_id=entry.pk, by=marac.housing_rep, at=NOON)
        with pytest.raises(Refused, match="not yours"):
            saying.put_right(
                entry_id=entry.pk, text="x", once_key=uuid4(), by=marac.housing_rep, at=NOON
            )


def test_what_is_taken_back_is_kept(marac, sitting):
    sitting.open(0)
    entry = an_entry(sitting, marac.rep, text="Two keys")

    with acting_as(marac.rep):
        saying.take_back(entry_id=entry.pk, by=marac.rep, at=LATER)

    with as_role("wb_bulk"):
        entry.refresh_from_db()
    assert (entry.removed_at, str(entry.text)) == (LATER, "Two keys")
