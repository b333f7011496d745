"""A conflict closes the case to whoever has it, in the middle of a meeting too, and is minuted."""

import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_marac, acting_as
from tests.meeting_builders import a_sitting, an_entry
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import CaseBlock, ConflictDeclaration, StateChange
from whitebeam.marac.queries import live
from whitebeam.marac.services import declaring
from whitebeam.marac.services.declaring import Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    sitting = a_sitting(marac, cases=2, running=True)
    sitting.open(0)
    return sitting


def declare(user, case, *, words="My cousin", instead=None):
    with acting_as(user):
        declaring.declare(conflict=Conflict(case.pk, words, instead), by=user, at=NOON)


def note(by, case, user, words="They are cousins"):
    with acting_as(by):
        declaring.note_conflict(conflict=Conflict(case.pk, words), user=user, by=by, at=NOON)


def sees(user, case):
    with acting_as(user):
        return policy.visible_to(user).filter(pk=case.pk).exists()


@pytest.mark.parametrize("who", ["rep", "idva", "referrer"])
def test_the_case_vanishes_for_whoever_declares(marac, sitting, who):
    user, case = getattr(marac, who), sitting.cases[0]

    declare(user, case)

    assert not sees(user, case)
    assert sees(user, sitting.cases[1])
    assert sees(marac.coordinator, case)


def test_it_is_minuted_that_it_was_done(marac, sitting):
    declare(marac.rep, sitting.cases[0])

    with as_role("wb_bulk"):
        step = StateChange.objects.get(case=sitting.cases[0])
        declared = ConflictDeclaration.objects.get()
    assert (step.reason, step.by, step.words) == ("conflict-declared", marac.rep, None)
    assert (declared.user, declared.noted_by) == (marac.rep, None)


@pytest.mark.parametrize("who", ["coordinator", "chair"])
def test_whoever_runs_the_case_names_who_takes_their_place(marac, sitting, who):
    with pytest.raises(Refused, match="who takes your place"):
        declare(getattr(marac, who), sitting.cases[0])

    with as_role("wb_bulk"):
        assert not CaseBlock.objects.exists()


def test_a_colleague_takes_the_chairs_place(marac, sitting):
    declare(marac.chair, sitting.cases[0], instead=marac.rep)

    assert not sees(marac.chair, sitting.cases[0])
    with as_role("wb_bulk"):
        assert ConflictDeclaration.objects.get().representative == marac.rep


def test_nobody_of_another_agency_takes_a_place(marac, sitting):
    with pytest.raises(Refused, match="Choose a colleague"):
        declare(marac.rep, sitting.cases[0], instead=marac.housing_rep)


@pytest.mark.parametrize(
    ("words", "who", "why"),
    [("  ", "rep", "few words"), ("Kin", "outsider", "not on your list")],
)
def test_refuses_to_declare(marac, sitting, words, who, why):
    with pytest.raises(Refused, match=why):
        declare(getattr(marac, who), sitting.cases[0], words=words)


def test_the_coordinator_notes_anothers_conflict(marac, sitting):
    note(marac.coordinator, sitting.cases[0], marac.housing_rep)

    assert not sees(marac.housing_rep, sitting.cases[0])
    with as_role("wb_bulk"):
        assert ConflictDeclaration.objects.get().noted_by == marac.coordinator


@pytest.mark.parametrize(
    ("by", "whose", "why"),
    [("rep", "housing_rep", "not on your list"),
     ("coordinator", "coordinator", "yourself"),
     ("coordinator", "outsider", "takes part")],
)  # fmt: skip
def test_refuses_to_note(marac, sitting, by, whose, why):
    with pytest.raises(Refused, match=why):
        note(getattr(marac, by), sitting.cases[0], getattr(marac, whose))


def test_a_conflict_is_noted_once(marac, sitting):
    note(marac.coordinator, sitting.cases[0], marac.housing_rep)

    with pytest.raises(Refused, match="already"):
        note(marac.coordinator, sitting.cases[0], marac.housing_rep)


def test_in_the_middle_of_a_meeting_the_room_shows_nothing_of_it(client, marac, sitting):
    an_entry(sitting, marac.idva, text="She moved on Friday")
    with_second_factor(client, marac.rep)
    parts = reverse("marac:live_parts", args=[sitting.meeting.pk])
    before = client.get(parts).content.decode()

    declare(marac.rep, sitting.cases[0])
    after = client.get(parts).content.decode()

    reference = sitting.cases[0].reference
    assert reference in before
    assert "She moved on Friday" in before
    assert reference not in after
    assert "She moved on Friday" not in after
    assert "No case is open" in after


def test_to_the_blocked_nothing_changes_when_the_case_goes_on(marac, sitting):
    declare(marac.rep, sitting.cases[0])
    with acting_as(marac.rep):
        before = live.pulse(sitting.meeting.pk)
    with acting_as(marac.housing_rep):
        told_before = live.pulse(sitting.meeting.pk)

    an_entry(sitting, marac.idva, text="She moved on Friday")

    with acting_as(marac.rep):
        assert live.pulse(sitting.meeting.pk) == before
    with acting_as(marac.housing_rep):
        assert live.pulse(sitting.meeting.pk) != told_before


def test_what_the_blocked_sends_is_refused_as_for_any_stranger(client, marac, sitting):
    declare(marac.rep, sitting.cases[0])
    with_second_factor(client, marac.rep)

    answer = client.post(
        reverse("marac:live_say", args=[sitting.meeting.pk, sitting.items[0].pk]),
        {"kind": "RISK", "text": "x", "once_key": sitting.items[0].pk},
        headers={"X-Sent-By-Page": "1"},
    )

    assert (answer.status_code, answer.content.decode()) == (
        422,
        "This case is not open at the meeting",
    )


def test_only_initials_are_shown_to_recognise_a_case(client, marac, sitting):
    with_second_factor(client, marac.rep)

    page = client.get(reverse("marac:conflicts", args=[sitting.meeting.pk])).content.decode()

    assert "V.I. and P.I." in page
    assert "Victim Invented" not in page


def test_the_page_declares_and_leads_home(client, marac, sitting):
    with_second_factor(client, marac.rep)
    address = reverse("marac:conflict", args=[sitting.cases[0].pk])

    empty = client.post(address, {})
    done = client.post(address, {"words": "My cousin"})

    assert (empty.status_code, done.status_code) == (422, 302)
    assert client.get(address).status_code == 404
