"""The meeting room asks nothing more of what is said, shows under what it is shared, and keeps it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.marac_builders import a_marac
from tests.meeting_builders import a_sitting
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import Disclosure, Entry
from whitebeam.marac.tests.test_saying_shares import join, not_covered

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    sitting = a_sitting(marac, running=True)
    join(sitting)
    sitting.open(0)
    return sitting


def sent(client, sitting, user, **typed):
    with_second_factor(client, user)
    client.get(reverse("marac:live", args=[sitting.meeting.pk]))
    place = [sitting.meeting.pk, sitting.items[0].pk]
    given = {"kind": "RISK", "text": "He has a gun", "once_key": str(uuid4())} | typed
    return client.post(reverse("marac:live_say", args=place), given)


def test_the_room_shows_under_what_it_is_shared_and_asks_nothing_more(client, marac, sitting):
    with_second_factor(client, marac.rep)
    page = client.get(reverse("marac:live", args=[sitting.meeting.pk])).content.decode()

    assert f"Shared under {marac.agreement.name}, because the meeting judges the risk" in page
    assert "Whose words are they?" not in page
    assert sent(client, sitting, marac.rep).status_code == 302
    with as_role("wb_bulk"):
        assert Disclosure.objects.get(about_label="marac.Entry").controller == marac.police


def test_the_page_keeps_what_was_chosen_where_it_is_refused(client, marac, sitting):
    not_covered(marac)
    with as_role("wb_bulk"):
        her = sitting.cases[0].people.get(part="VICTIM").pk
    answer = sent(client, sitting, marac.rep, about=str(her), necessity="His gun")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "No sharing agreement in force lets The police share this with Housing" in page
    assert "His gun" in page
    assert f'value="{her}" selected' in page


def test_the_coordinator_chooses_whose_words_they_are(client, marac, sitting):
    answer = sent(client, sitting, marac.coordinator, agency=str(marac.housing.pk))

    assert answer.status_code == 302
    with as_role("wb_bulk"):
        assert Entry.objects.get().agency == marac.housing


def test_a_person_who_is_not_of_the_case_cannot_be_chosen(client, marac, sitting):
    answer = sent(client, sitting, marac.rep, about=str(uuid4()))

    assert answer.status_code == 422
    assert "Select somebody of this case" in answer.content.decode()
