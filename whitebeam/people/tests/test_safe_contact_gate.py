"""The gate lets nothing out but in a way, on a day and at a time she said is safe."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, WORKING, a_person, as_worker
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.people.models import SafeContact
from whitebeam.people.services.facts import SafeContactFact
from whitebeam.people.services.messaging import send_to_person
from whitebeam.people.services.safe_contact import gate, set_safe_contact

LONDON = ZoneInfo("Europe/London")
TEXT = SafeContact.Channel.TEXT

# Years around many changes of the clocks; the two nights of 2026 are named below.
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
TIMES = st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))


def said(**given_values):
    values = {"channel": TEXT, "answer": "SAFE", "expires_on": date(2030, 1, 1), **given_values}
    return SafeContact(**values)


@given(
    at=MOMENTS,
    answer=st.sampled_from(SafeContact.Answer.values),
    days=st.lists(st.integers(0, 6), max_size=7),
    first=TIMES,
    last=TIMES,
    expires_on=st.dates(date(2024, 1, 1), date(2028, 1, 1)),
)
def test_open_means_safe_fresh_on_a_safe_day_within_safe_hours(
    at, answer, days, first, last, expires_on
):
    rule = said(answer=answer, days=days, from_time=first, to_time=last, expires_on=expires_on)

    here = at.astimezone(LONDON)
    assert gate(rule, at=at).is_open == (
        answer == "SAFE"
        and here.date() <= expires_on
        and (not days or here.weekday() in days)
        and (first is None or last is None or first <= here.time() < last)
    )


@given(at=MOMENTS)
def test_shut_whenever_nothing_is_known(at):
    assert not gate(None, at=at).is_open
    assert not gate(said(answer="NOT_KNOWN"), at=at).is_open
    assert not gate(said(expires_on=None), at=at).is_open


@given(at=MOMENTS, days=st.lists(st.integers(0, 6)), first=TIMES, last=TIMES)
def test_always_says_why(at, days, first, last):
    assert gate(said(days=days, from_time=first, to_time=last), at=at).sentence


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        # Clocks go forward on 29 March 2026 at 01:00: 08:30 UTC is then half past nine in London.
        (datetime(2026, 3, 28, 8, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 8, 30, tzinfo=UTC), True),
        # And back on 25 October 2026 at 02:00.
        (datetime(2026, 10, 24, 8, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 8, 30, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 10, 0, tzinfo=UTC), False),
    ],
)
def test_hours_are_hers_in_summer_and_winter(moment, is_open):
    rule = said(from_time=time(9), to_time=time(10))

    assert gate(rule, at=moment).is_open == is_open


def test_a_late_evening_belongs_to_her_day_not_to_greenwich():
    friday_only = said(days=[4])

    # Thursday 23:30 UTC in July is half past midnight on Friday in London.
    assert gate(friday_only, at=datetime(2026, 7, 2, 23, 30, tzinfo=UTC)).is_open


OUTBOX = []


def to_outbox(**message):
    OUTBOX.append(message)


@pytest.fixture
def outbox(settings):
    settings.CONTACT_SENDER = f"{__name__}.to_outbox"
    OUTBOX.clear()
    return OUTBOX


@pytest.fixture
def agency(db):
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING)


@pytest.fixture
def person(agency):
    return a_person(agency)


def say(person, agency, worker, *, answer="SAFE", channel=TEXT, **more):
    fact = SafeContactFact(channel, SafeContact.Answer(answer), **more)
    with as_worker(worker):
        set_safe_contact(person, said=fact, agency=agency, by=worker, at=NOON)


def send(person, worker, *, channel=TEXT, at=NOON):
    with as_worker(worker):
        send_to_person(person, channel=channel, template="appointment", at=at, by=worker)


def verbs():
    with as_role("wb_backup"):
        return set(Entry.objects.values_list("verb", flat=True))


def test_a_message_goes_out_when_she_said_it_is_safe(outbox, person, agency, worker):
    say(person, agency, worker)

    send(person, worker)

    assert outbox == [
        {
            "channel": "TEXT",
            "address": "07700 900123",
            "template": "appointment",
            "reference": f"person:{person.pk}",
        }
    ]
    assert "people.safe_contact.used" in verbs()


@pytest.mark.parametrize(
    ("answer", "more", "at", "sentence"),
    [
        (None, {}, NOON, "Not known to be safe"),
        ("NOT_KNOWN", {}, NOON, "Not known to be safe"),
        ("UNSAFE", {}, NOON, "not safe"),
        ("SAFE", {}, NOON + timedelta(days=91), "too old"),
        ("SAFE", {"days": (5,)}, NOON, "Not a safe day"),
        ("SAFE", {"from_time": time(13), "to_time": time(14)}, NOON, "Not a safe time"),
    ],
)
def test_a_shut_gate_stops_the_message_and_records_it(
    outbox, person, agency, worker, answer, more, at, sentence
):
    if answer:
        say(person, agency, worker, answer=answer, **more)

    with pytest.raises(Refused, match=sentence):
        send(person, worker, at=at)

    assert outbox == []
    assert "people.safe_contact.stopped" in verbs()


@pytest.mark.parametrize("channel", ["CALL", "EMAIL"])
def test_nothing_is_sent_where_there_is_nowhere_to_send_it(outbox, person, agency, worker, channel):
    say(person, agency, worker, channel=SafeContact.Channel(channel))

    with pytest.raises(Refused, match="Nothing is held"):
        send(person, worker, channel=SafeContact.Channel(channel))

    assert outbox == []


def test_who_does_not_work_with_her_sends_nothing(outbox, person, agency, worker):
    say(person, agency, worker)

    with pytest.raises(Refused, match="may not write"):
        send(person, worker_at(AgencyFactory(), *WORKING))

    assert outbox == []


def test_without_a_sender_nothing_is_said_to_be_sent(settings, person, agency, worker):
    settings.CONTACT_SENDER = ""
    say(person, agency, worker)

    with pytest.raises(Refused, match="no sender"):
        send(person, worker)

    assert "people.safe_contact.used" not in verbs()
