"""A guest's code opens to the session it was given in; inviting tells nothing of an address."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import UserFactory
from tests.marac_builders import PROOF, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from tests.worlds.crawling import FRESH, NOTHING
from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.tasks import send_link
from whitebeam.marac import policy
from whitebeam.marac.models import GuestAccess, Participant
from whitebeam.marac.queries import guests as queries
from whitebeam.marac.rules.spoken_code import proof_of
from whitebeam.marac.tests.test_guests_who_research import EMAIL, asked, invite, link_sent, small

__all__ = ["asked", "small"]
pytestmark = [pytest.mark.django_db, pytest.mark.walls]
WAITING = reverse("marac:waiting")


def test_another_session_of_the_same_guest_opens_nothing(client, asked, small):
    marac, case = asked
    code = invite(marac, small, case=case)
    client.post(link_sent(), {"code": code})
    another = type(client)()
    with as_role("wb_bulk"):
        guest = User.objects.get(email=EMAIL)
    another.force_login(guest)

    assert case.reference in client.get(WAITING).text
    assert case.reference not in another.get(WAITING).text


def test_a_second_code_opens_in_the_same_session(client, asked, small):
    marac, case = asked
    with as_role("wb_bulk"):
        meeting = case.listings.get().meeting
    first = invite(marac, small, case=case)
    client.post(link_sent(), {"code": first})
    with as_role("wb_bulk"):
        before = GuestAccess.objects.get(meeting=None).entered_with
    second = invite(marac, small, meeting=meeting)

    client.post(link_sent(), {"code": second})

    with as_role("wb_bulk"):
        assert {one.entered_with for one in GuestAccess.objects.all()} == {before}


def test_giving_the_code_elsewhere_closes_the_session_before(client, asked, small):
    marac, case = asked
    code = invite(marac, small, case=case)
    client.post(link_sent(), {"code": code})
    client.post(reverse("marac:guest_ask"), {"email": EMAIL})
    another = type(client)()
    another.post(link_sent(), {"code": code})

    assert case.reference in another.get(WAITING).text
    assert case.reference not in client.get(WAITING).text


@pytest.mark.parametrize("proof", ["", "another secret"])
def test_past_every_page_the_wall_asks_for_the_secret_of_the_session(asked, small, proof):
    marac, case = asked
    code = invite(marac, small, case=case)
    with as_role("wb_bulk"):
        guest, access = User.objects.get(email=EMAIL), GuestAccess.objects.get()
    with acting_as(guest):
        queries.enter({access.pk: proof_of(code, kept=access.words_hash)}, proof=PROOF)
        assert policy.worked_by(guest).exists()

    with acting_as(guest, proof=proof):
        assert not policy.worked_by(guest).exists()
        assert not Participant.objects.exists()


def shown(browser, where, small, *, email):
    sent = {"agency": small.pk, "name": "Ada Guest", "email": email, "days": "7"}
    text = FRESH.sub(NOTHING, browser.post(where, sent).text + browser.get(where).text)
    return re.sub(
        r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}|guests/[0-9a-f-]{36}/", "", text.replace(email, "")
    )


def test_the_coordinator_is_shown_the_same_whoever_has_the_address(client, asked, small):
    marac, case = asked
    where = reverse("marac:case_guests", args=[case.pk])
    UserFactory(email="staff@charity.example", name="Somebody Else")
    UserFactory(email="gone@charity.example", kind="GUEST", is_active=False)
    UserFactory(email="guest@charity.example", kind="GUEST", name="Guest Elsewhere")
    browser = with_second_factor(client, marac.coordinator)

    pages = set()
    for address in ("nobody", "staff", "gone", "guest"):
        with as_role("wb_bulk"):
            Participant.objects.filter(access__isnull=False).delete()
            GuestAccess.objects.all().delete()
        pages.add(shown(browser, where, small, email=f"{address}@charity.example"))

    assert len(pages) == 1
    assert "Ada Guest" in pages.pop()


def test_nothing_opens_and_nothing_is_sent_to_somebody_who_signs_in_as_usual(asked, small):
    marac, case = asked
    staff = UserFactory(email=EMAIL)

    invite(marac, small, case=case)

    with as_role("wb_bulk"):
        assert not Participant.objects.filter(user=staff).exists()
    with as_role("wb_worker"):
        for link in OneUseLink.objects.filter(kind="RESEARCH"):
            send_link(link_id=str(link.pk))
    assert not mail.outbox
