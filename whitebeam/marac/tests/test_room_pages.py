"""The meeting room: one case open, the next hidden, everything sent from it, with and without script."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_marac
from tests.meeting_builders import a_sitting, an_entry
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.marac.models import Attendance, Entry

pytestmark = pytest.mark.django_db
BY_PAGE = {"X-Sent-By-Page": "1"}


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    sitting = a_sitting(marac, cases=2, running=True)
    sitting.open(0)
    return sitting


def room(client, sitting):
    return client.get(reverse("marac:live", args=[sitting.meeting.pk])).content.decode()


def send(client, sitting, name="live_say", headers=None, **typed):
    usual = {"kind": "RISK", "text": "He has her keys", "once_key": uuid4()}
    address = reverse(f"marac:{name}", args=[sitting.meeting.pk, sitting.items[0].pk])
    return client.post(address, usual | typed, headers=headers or {})


def press(client, sitting, name, *ids):
    return client.post(reverse(f"marac:{name}", args=[sitting.meeting.pk, *ids]))


def test_the_next_case_is_hidden_until_it_is_opened(client, marac, sitting):
    with_second_factor(client, marac.rep)

    shown = room(client, sitting)

    assert sitting.cases[0].reference in shown
    assert sitting.cases[1].reference not in shown
    assert "0 heard, 1 to come" in shown


def test_whoever_runs_it_chooses_the_next(client, marac, sitting):
    with_second_factor(client, marac.coordinator)
    assert sitting.cases[1].reference in room(client, sitting)

    press(client, sitting, "live_open", sitting.cases[1].pk)

    shown = room(client, sitting)
    assert "1 heard, 0 to come" in shown


def test_a_whole_sitting_by_its_buttons(client, marac):
    sitting = a_sitting(marac)
    with_second_factor(client, marac.chair)
    assert "has not begun" in room(client, sitting)

    press(client, sitting, "live_begin")
    press(client, sitting, "live_open", sitting.cases[0].pk)
    press(client, sitting, "live_close", sitting.items[0].pk)
    press(client, sitting, "live_end")

    assert "The meeting has ended" in room(client, sitting)


def test_whoever_would_begin_before_its_day_is_told(client, marac):
    far_off = NOON.replace(year=2098)
    with_second_factor(client, marac.chair)

    assert "Its day has not come" in room(client, a_sitting(marac, starts_at=far_off))
    assert "Its day has not come" not in room(client, a_sitting(marac))


def test_the_head_of_the_room_goes_with_the_meeting(client, marac):
    sitting = a_sitting(marac, running=True)
    with_second_factor(client, marac.rep)

    parts = client.get(reverse("marac:live_parts", args=[sitting.meeting.pk])).content.decode()

    assert 'data-part="head"' in parts
    assert "Cases open one at a time" in parts


def test_a_deed_that_is_refused_says_why(client, marac):
    sitting = a_sitting(marac)
    with_second_factor(client, marac.chair)

    press(client, sitting, "live_end")

    assert "This meeting is not running" in room(client, sitting)


@pytest.mark.parametrize("page", ["live", "live_parts"])
def test_coming_in_is_noted_and_so_is_waiting_until_it_begins(client, marac, sitting, page):
    with_second_factor(client, marac.rep)
    client.get(reverse(f"marac:{page}", args=[sitting.meeting.pk]))

    with as_role("wb_bulk"):
        assert Attendance.objects.get(user=marac.rep).joined_at


def test_that_she_was_shown_a_case_is_recorded_once(client, marac, sitting):
    with_second_factor(client, marac.rep)
    for _ in range(3):
        client.get(reverse("marac:live_parts", args=[sitting.meeting.pk]))

    with as_role("wb_backup"):
        assert AuditEntry.objects.filter(verb="marac.meeting.case_shown").count() == 1


def test_without_script_an_entry_leads_back_to_the_room(client, marac, sitting):
    with_second_factor(client, marac.rep)

    answer = send(client, sitting)

    assert answer.status_code == 302
    assert "He has her keys" in room(client, sitting)


def test_without_script_a_mistake_keeps_what_was_typed(client, marac, sitting):
    with_second_factor(client, marac.rep)

    answer = send(client, sitting, text="He has her keys", kind="")

    assert answer.status_code == 422
    assert "He has her keys" in answer.content.decode()
    assert "Select what it is" in answer.content.decode()


def test_to_the_script_it_answers_in_a_word(client, marac, sitting):
    with_second_factor(client, marac.rep)

    done = send(client, sitting, headers=BY_PAGE)
    wrong = send(client, sitting, headers=BY_PAGE, text="")

    assert (done.status_code, done.content) == (204, b"")
    assert (wrong.status_code, wrong.content) == (422, b"Enter what was said")


def test_an_action_is_taken_on_in_the_room(client, marac, sitting):
    with_second_factor(client, marac.rep)
    typed = {"text": "Mark her address", "agency": marac.police.pk, "days": "3", "is_mine": "on"}

    wrong = send(client, sitting, "live_act", **typed | {"days": "99"})
    done = send(client, sitting, "live_act", headers=BY_PAGE, **typed)

    assert (wrong.status_code, done.status_code) == (422, 204)
    assert "Mark her address" in room(client, sitting)


def test_several_write_at_once_and_nothing_is_lost(client, marac, sitting):
    for number, who in enumerate(("rep", "housing_rep", "idva", "chair", "coordinator")):
        with_second_factor(client, getattr(marac, who))
        assert send(client, sitting, headers=BY_PAGE, text=f"Line {number}").status_code == 204

    shown = room(client, sitting)
    assert all(f"Line {number}" in shown for number in range(5))


def test_an_entry_is_put_right_and_taken_back_by_its_writer_alone(client, marac, sitting):
    entry = an_entry(sitting, marac.rep, text="Two keys")
    address = reverse("marac:entry_right", args=[sitting.meeting.pk, entry.pk])
    with_second_factor(client, marac.housing_rep)
    assert client.get(address).status_code == 404
    with_second_factor(client, marac.rep)

    wrong = client.post(address, {"text": "", "once_key": uuid4()})
    client.post(address, {"text": "Three keys", "once_key": uuid4()})
    with as_role("wb_bulk"):
        second = Entry.objects.get(supersedes=entry)
    assert "Three keys" in room(client, sitting)
    press(client, sitting, "entry_back", second.pk)

    assert wrong.status_code == 422
    assert "keys" not in room(client, sitting)


def fragment(client, sitting, since=""):
    address = reverse("marac:live_parts", args=[sitting.meeting.pk])
    return client.get(f"{address}?since={since}").content.decode()


def pulse_in(page):
    return page.split('data-pulse="')[1].split('"')[0]


def pulse_after_joining(client, sitting):
    """Return what the room is like once its reader is noted as being here."""
    room(client, sitting)
    return pulse_in(room(client, sitting))


def parts_in(page):
    return {piece.split('"')[0] for piece in page.split('data-part="')[1:]}


def test_only_what_was_said_is_fetched_when_only_that_changed(client, marac, sitting):
    with_second_factor(client, marac.rep)
    before = pulse_after_joining(client, sitting)
    an_entry(sitting, marac.idva, text="She moved on Friday")

    page = fragment(client, sitting, before)

    assert parts_in(page) == {"state", "said"}
    assert "She moved on Friday" in page
    assert parts_in(fragment(client, sitting, pulse_in(page))) == {"state"}


def test_an_action_is_a_change_for_everybody_and_is_fetched_alone(client, marac, sitting):
    with_second_factor(client, marac.rep)
    before = pulse_after_joining(client, sitting)
    other = with_second_factor(type(client)(), marac.housing_rep)
    typed = {"text": "Change the lock", "agency": marac.housing.pk, "days": "7", "rationale": ""}
    sent = send(other, sitting, "live_act", **typed)
    assert sent.status_code == 302, sent.content.decode()[:2000]

    page = fragment(client, sitting, before)

    assert parts_in(page) == {"state", "done"}
    assert "Change the lock" in page


@pytest.mark.parametrize("since", ["", "x", "0" * 48])
def test_the_whole_room_is_fetched_by_whoever_has_none_of_it(client, marac, sitting, since):
    with_second_factor(client, marac.rep)
    room(client, sitting)

    page = fragment(client, sitting, since)

    assert parts_in(page) == {"head", "state", "case", "say", "said", "done", "list", "here"}


def test_another_open_case_is_fetched_whole_and_recorded_as_shown(client, marac, sitting):
    with_second_factor(client, marac.rep)
    before = pulse_after_joining(client, sitting)
    sitting.hear(0)
    sitting.open(1)

    page = fragment(client, sitting, before)

    assert "case" in parts_in(page)
    assert sitting.cases[1].reference in page
