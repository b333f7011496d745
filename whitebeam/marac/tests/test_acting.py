"""Actions of a case: taken on by their own agency, proposed to another, seen by who takes part."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.meeting_builders import a_sitting
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.actions.models import Action, ActionPerson
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import CaseAction, CaseBlock
from whitebeam.marac.services import acting
from whitebeam.people.models import Person

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 11)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_case(marac, state="RESEARCH_OPEN")


def new(agency, **given):
    return acting.NewCaseAction(
        **{"text": "Change the lock", "agency": agency, "due_date": DUE, "once_key": uuid4()}
        | given
    )


def propose(user, case, action):
    with acting_as(user):
        return acting.propose_case_action(case_id=case.pk, new=action, by=user, at=NOON)


def at_meeting(user, item, action):
    with acting_as(user):
        return acting.raise_at_meeting(item_id=item.pk, new=action, by=user, at=NOON)


def actions_seen(user):
    with acting_as(user):
        return set(Action.objects.values_list("pk", flat=True))


def test_ones_own_agency_takes_it_on_at_once(marac, case):
    link = propose(marac.rep, case, new(marac.police, is_mine=True))

    assert (link.action.state, link.action.owner) == ("ACCEPTED", marac.rep)
    assert (link.is_before_meeting, link.action.kept_by) == (True, marac.hub)


def test_another_agency_is_asked(marac, case):
    link = propose(marac.coordinator, case, new(marac.housing))

    assert link.action.state == "PROPOSED"


def test_one_key_raises_one_action(marac, case):
    action = new(marac.police)

    assert propose(marac.rep, case, action) == propose(marac.rep, case, action)
    with as_role("wb_bulk"):
        assert Action.objects.count() == CaseAction.objects.count() == 1


def test_at_the_meeting_it_belongs_to_the_meeting(marac):
    sitting = a_sitting(marac, running=True)

    link = at_meeting(marac.rep, sitting.open(0), new(marac.police))

    assert (link.meeting, link.is_before_meeting) == (sitting.meeting, False)


def test_whoever_works_on_the_case_reads_it_and_nobody_else(marac, case):
    link = propose(marac.rep, case, new(marac.police))

    for user, reads in [(marac.housing_rep, True), (marac.idva, True), (marac.referrer, False),
                        (marac.outsider, False)]:  # fmt: skip
        assert (link.action_id in actions_seen(user)) is reads


def test_to_the_blocked_it_was_never_made_though_their_agency_does_it(marac, case):
    link = propose(marac.rep, case, new(marac.police))
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.rep, reason="Kin", set_by=marac.coordinator, set_at=NOON
        )

    assert link.action_id not in actions_seen(marac.rep)
    with as_role("wb_worker"), connection.cursor() as cursor:
        for user, is_kept in [(marac.rep, True), (marac.idva, False)]:
            cursor.execute("select sec.is_kept_from(%s, %s)", [user.pk, link.action_id])
            assert cursor.fetchone() == (is_kept,)


def test_it_is_about_the_people_of_the_case(marac):
    with as_role("wb_bulk"):
        person = Person.objects.create(known_as="Wren", recorded_by=marac.school)
    case = a_case(marac, people={"VICTIM": person})

    link = propose(marac.rep, case, new(marac.police))

    with as_role("wb_bulk"):
        about = ActionPerson.objects.filter(action=link.action_id)
        assert set(about.values_list("person", flat=True)) == {person.pk}


def a_stranger(marac, case):
    return propose(marac.outsider, case, new(marac.outside))


def an_ended_case(marac, case):
    return propose(marac.rep, a_case(marac, state="WITHDRAWN"), new(marac.police))


def no_words(marac, case):
    return propose(marac.rep, case, new(marac.police, text=" "))


def not_opened(marac, case):
    sitting = a_sitting(marac, running=True)
    return at_meeting(marac.rep, sitting.items[0], new(marac.police))


def signed(marac, case):
    sitting = a_sitting(marac, running=True)
    sitting.hear(0)
    return at_meeting(marac.rep, sitting.put(0, signed_at=NOON), new(marac.police))


@pytest.mark.parametrize("wrong", [a_stranger, an_ended_case, no_words, not_opened, signed])
def test_refuses_to_raise(marac, case, wrong):
    with pytest.raises(Refused):
        wrong(marac, case)

    with as_role("wb_bulk"):
        assert not CaseAction.objects.exists()


def test_the_page_of_a_case_shows_and_raises_them(client, marac, case):
    with_second_factor(client, marac.rep)
    address = reverse("marac:new_case_action", args=[case.pk])
    typed = {"text": "Change the lock", "agency": marac.police.pk, "days": "7", "once_key": case.pk}

    wrong = client.post(address, typed | {"agency": ""})
    done = client.post(address, typed)

    assert (wrong.status_code, done.status_code) == (422, 302)
    assert "Change the lock" in wrong.content.decode()
    page = client.get(reverse("marac:case_actions", args=[case.pk])).content.decode()
    assert "Change the lock" in page


def test_what_was_left_open_is_shown_at_the_next_meeting(client, marac, case):
    propose(marac.rep, case, new(marac.police))
    sitting = a_sitting(marac)
    with_second_factor(client, marac.housing_rep)

    page = client.get(reverse("marac:last_time", args=[sitting.meeting.pk])).content.decode()

    assert "Change the lock" in page
