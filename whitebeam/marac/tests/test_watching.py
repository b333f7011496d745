"""The stream brings what was said to whoever was shown the case, and a bare word to others."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests.marac_builders import NOON, a_marac, acting_as
from tests.meeting_builders import a_sitting, an_entry
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.kernel.bell import Bell, Full
from whitebeam.kernel.context import Acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.models import CaseBlock
from whitebeam.marac.queries import live
from whitebeam.marac.services import watching
from whitebeam.marac.services.watching import OVER, STILL_HERE, Watcher, events
from whitebeam.marac.views.said import SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    sitting = a_sitting(marac, running=True)
    sitting.open(0)
    return sitting


@pytest.fixture
def bell():
    return Bell(most=2)


class Ticking:
    """A clock that stands until it is told to go on."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def what_changed(session, *, fresh, pulse):
    """Tell which parts changed to a session that was shown a case."""
    return " ".join(sorted(fresh)) if session.get(SHOWN) else ""


def a_watcher(client, user, sitting):
    with_second_factor(client, user)
    client.get("/")
    return Watcher(
        user=user,
        meeting_id=sitting.meeting.pk,
        session_key=client.session.session_key,
        as_whom=Acting.user(user.pk, purpose=Purpose.MEETING),
        clock=lambda: NOON,
        tell=what_changed,
    )


@pytest.fixture
def clock():
    return Ticking()


@pytest.fixture
def told(client, marac, sitting, bell, clock):
    """What the representative of the police is told, without a moment's waiting."""
    watcher = a_watcher(client, marac.rep, sitting)
    one = bell.join(str(sitting.meeting.pk))
    one.wait = lambda seconds: setattr(clock, "now", clock.now + 1)
    return events(watcher, one, since="", seconds=clock, bell=bell)


def test_whoever_was_shown_no_case_learns_that_something_changed_and_nothing_else(
    marac, sitting, told
):
    with acting_as(marac.rep):
        pulse = live.pulse(sitting.meeting.pk)

    assert next(told) == f"event: changed\nid: {pulse}\ndata: changed\n\n"


def test_an_entry_of_another_is_a_change(marac, sitting, told):
    first = next(told)
    an_entry(sitting, marac.idva, text="She moved on Friday")

    second = next(told)

    assert second.startswith("event: changed")
    assert second != first
    assert "Friday" not in second


def test_whoever_was_shown_the_case_is_told_what_changed_since(client, sitting, told, marac):
    first = next(told)
    session = client.session
    session[SHOWN] = "the case"
    session.save()
    an_entry(sitting, marac.idva, text="She moved on Friday")

    second = next(told)

    assert second.startswith("event: said\nid: ")
    assert second.endswith("\ndata: said\n\n")
    assert second.split("\n")[1] != first.split("\n")[1]


def test_what_is_hidden_is_no_change_and_moves_no_sign_of_life(marac, sitting, told, clock):
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=sitting.cases[0], user=marac.rep, reason="Kin", set_by=marac.chair, set_at=NOON
        )
    next(told)
    signs = []
    for number in range(2):
        an_entry(sitting, marac.idva, text=f"Hidden {number}")
        signs.append((next(told), clock.now))

    assert signs == [(STILL_HERE, 5.0), (STILL_HERE, 10.0)]


def session_ended(marac, sitting):
    Session.objects.all().delete()


def user_ended(marac, sitting):
    with as_role("wb_bulk"):
        User.objects.filter(pk=marac.rep.pk).update(is_active=False)


def duty_ended(marac, sitting):
    with as_role("wb_bulk"):
        marac.rep.memberships.update(duties=[])


@pytest.mark.parametrize("change", [session_ended, user_ended, duty_ended])
def test_it_ends_when_she_may_no_longer_watch(marac, sitting, told, change):
    next(told)
    with acting_as(marac.coordinator):
        change(marac, sitting)

    assert next(told) == OVER
    assert list(told) == []


def test_a_session_that_nobody_used_ends_the_stream(client, marac, sitting, bell, clock):
    watcher = a_watcher(client, marac.rep, sitting)
    one = bell.join(str(sitting.meeting.pk))
    session = client.session
    session["began"] = session["seen"] = int(NOON.timestamp()) - 16 * 60
    session.save()

    assert list(events(watcher, one, since="", seconds=clock, bell=bell)) == [OVER]


def test_it_leaves_the_bell_behind(told, bell):
    next(told)
    told.close()

    assert bell.count() == 0


def test_a_server_that_ends_lets_everybody_go(told, bell):
    next(told)
    bell.close()

    assert list(told) == []
    with pytest.raises(Full):
        bell.join("anything")


def test_the_page_streams_to_whoever_accepted_the_statement(client, marac, sitting, monkeypatch):
    monkeypatch.setattr(watching, "BELL", Bell(most=1))
    with_second_factor(client, marac.rep)
    address = reverse("marac:live_stream", args=[sitting.meeting.pk])

    answer = client.get(address, headers={"accept": "text/event-stream"})
    full = client.get(address)

    assert answer["Content-Type"] == "text/event-stream"
    assert (full.status_code, full["Retry-After"]) == (503, "30")
    assert next(iter(answer.streaming_content)).startswith(b"event: changed")
    answer.close()


@pytest.fixture
def streamed(client, marac, sitting, monkeypatch):
    """What the representative's page is sent, who has the room open."""
    monkeypatch.setattr(watching, "BELL", Bell(most=1))
    with_second_factor(client, marac.rep)
    page = client.get(reverse("marac:live", args=[sitting.meeting.pk])).text
    pulse = re.search(r'data-pulse="(\w+)"', page)[1]
    address = reverse("marac:live_stream", args=[sitting.meeting.pk])
    answer = client.get(address, {"since": pulse}, headers={"accept": "text/event-stream"})
    yield map(bytes.decode, answer.streaming_content)
    answer.close()


def words_of(event):
    kind, _, data, *_ = event.split("\n")
    assert kind == "event: said"
    return json.loads(data.removeprefix("data: "))


def test_what_is_said_comes_with_the_telling(marac, sitting, streamed):
    an_entry(sitting, marac.idva, text="She moved on Friday")

    told = words_of(next(streamed))

    assert [entry["text"] for entry in told["said"]] == ["She moved on Friday"]


def test_who_comes_in_comes_with_the_telling(marac, sitting, streamed):
    with as_role("wb_bulk"):
        sitting.meeting.attendances.filter(user=marac.chair).update(
            joined_at=NOON, updated_at=NOON + timedelta(hours=1)
        )

    told = words_of(next(streamed))

    assert marac.chair.name in [one["name"] for one in told["here"]]
    assert "said" not in told


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x85"])
def test_no_line_that_somebody_typed_ends_an_event_or_begins_another(
    marac, sitting, streamed, break_
):
    an_entry(sitting, marac.idva, text=f"She said{break_}event: over{break_}{break_}data: over")

    told = next(streamed)

    assert [line.split(":")[0] for line in told.splitlines()] == ["event", "id", "data", ""]


def test_what_is_said_of_a_case_that_she_was_not_shown_does_not_come(
    client, marac, sitting, streamed
):
    session = client.session
    session[SHOWN] = str(sitting.cases[0].pk)
    session.save()
    an_entry(sitting, marac.idva, text="She moved on Friday")

    assert next(streamed).endswith("data: changed\n\n")


def test_what_is_said_of_a_case_closed_to_her_does_not_come(marac, sitting, streamed):
    an_entry(sitting, marac.idva, text="She moved on Friday")
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=sitting.cases[0], user=marac.rep, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    assert next(streamed).endswith("data: changed\n\n")


@pytest.mark.parametrize(("who", "status"), [("referrer", 403), ("outsider", 404)])
def test_nobody_else_streams(client, marac, sitting, who, status):
    with_second_factor(client, getattr(marac, who))

    answer = client.get(reverse("marac:live_stream", args=[sitting.meeting.pk]))

    assert answer.status_code == status


def test_what_a_page_asks_for_by_itself_keeps_no_session_alive(client, marac, sitting):
    with_second_factor(client, marac.rep)
    address = reverse("marac:live_parts", args=[sitting.meeting.pk])
    client.get(address)
    session = client.session
    session["seen"] -= 60
    session.save()

    client.get(address, headers={"X-Asked-By-Itself": "1"})
    alone = client.session["seen"]
    client.get(address)

    assert alone < client.session["seen"]
