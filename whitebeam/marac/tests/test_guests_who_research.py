"""A guest comes in by a link and a spoken code, answers for one agency, and opens nothing else."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.factories import AgencyFactory, UserFactory
from tests.marac_builders import PROOF, a_member, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.tasks import send_link
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import GuestAccess, Participant
from whitebeam.marac.queries import guests as queries
from whitebeam.marac.rules.spoken_code import as_typed, new_code, proof_of
from whitebeam.marac.services import guests
from whitebeam.marac.services.guests import Invited
from whitebeam.marac.tests.research_steps import a_listed_case, an_asked_case, request_of
from whitebeam.partners.models import Agency

pytestmark = pytest.mark.django_db
EMAIL = "ada@charity.example"


@pytest.fixture
def small():
    return AgencyFactory(name="A small charity")


@pytest.fixture
def asked(small):
    from tests.factories import SharingAgreementFactory
    from tests.marac_builders import a_marac

    marac = a_marac()
    inside = [marac.school, marac.police, marac.housing, marac.service, marac.hub, small]
    a_member(marac.panel, small, SharingAgreementFactory(between=inside))
    return an_asked_case(marac)


def invite(marac, small, *, by=None, **to):
    now = timezone.now()
    usual = {"name": "Ada Guest", "email": EMAIL, "until": now + timedelta(days=7)}
    user = by or marac.coordinator
    with acting_as(user):
        return guests.invite(Invited(small, **usual | to), by=user, at=now)


def link_sent():
    with as_role("wb_worker"):
        link = OneUseLink.objects.filter(kind="RESEARCH").latest("asked_at")
        send_link(link_id=str(link.pk))
    return re.search(r"https?://[^/]+(/marac/guest/\S+)", mail.outbox[-1].body).group(1)


def test_a_guest_comes_in_answers_and_opens_nothing_else(client, asked, small):
    marac, case = asked
    code = invite(marac, small, case=case)
    where = link_sent()

    assert "charity" not in mail.outbox[-1].body
    assert code not in mail.outbox[-1].body
    assert client.post(where, {"code": "WRONG"}).status_code == 422
    answer = client.post(where, {"code": code.lower().replace("-", " ")})
    assert answer["Location"] == reverse("marac:waiting")
    assert case.reference in client.get(reverse("marac:waiting")).text
    request = request_of(case, small)
    client.post(reverse("marac:nothing_known", args=[request.pk]))
    assert request_of(case, small).answer == "NOTHING_KNOWN"
    for name in ("case", "case_research", "case_ledger", "case_voice", "settle"):
        assert client.get(reverse(f"marac:{name}", args=[case.pk])).status_code == 403
    other = request_of(case, marac.police)
    assert client.get(reverse("marac:answer", args=[other.pk])).status_code == 404


def test_the_link_works_once(client, asked, small):
    marac, case = asked
    code = invite(marac, small, case=case)
    where = link_sent()
    client.post(where, {"code": code})

    again = type(client)().post(where, {"code": code})

    assert again.status_code == 410
    assert reverse("marac:guest_ask") in again.content.decode()
    assert "Go to sign in" not in again.content.decode()


def test_five_wrong_codes_spend_the_link(client, asked, small):
    marac, case = asked
    code = invite(marac, small, case=case)
    where = link_sent()
    for _ in range(5):
        client.post(where, {"code": "WRONG"})

    assert client.post(where, {"code": code}).status_code == 410


def test_a_new_link_is_asked_for_and_the_page_says_the_same_to_all(client, asked, small):
    marac, case = asked
    invite(marac, small, case=case)
    UserFactory(email="staff@agency.example")
    ask = reverse("marac:guest_ask")

    pages = {
        re.sub(r'nonce="[^"]*"', "", client.post(ask, {"email": email}).text)
        for email in (EMAIL, "staff@agency.example", "nobody@agency.example")
    }

    assert len(pages) == 1
    sent = len(mail.outbox)
    with as_role("wb_worker"):
        for link in OneUseLink.objects.filter(kind="RESEARCH"):
            send_link(link_id=str(link.pk))
    assert {message.to[0] for message in mail.outbox[sent:]} == {EMAIL}
    assert client.post(ask, {"email": ""}).status_code == 422


def test_a_guest_whose_time_is_over_is_not_let_in(client, asked, small):
    marac, case = asked
    code = invite(marac, small, case=case)
    where = link_sent()
    with as_role("wb_bulk"):
        GuestAccess.objects.update(until=timezone.now())

    assert client.post(where, {"code": code}).status_code == 410


def test_a_list_lets_in_to_each_of_its_cases_and_to_those_added_later(asked, small):
    marac, case = asked
    with as_role("wb_bulk"):
        meeting = case.listings.get().meeting

    code = invite(marac, small, meeting=meeting)

    with as_role("wb_bulk"):
        guest = User.objects.get(email=EMAIL)
    with acting_as(guest):
        (access,) = queries.live_accesses_of(guest, at=timezone.now())
        queries.enter({access.pk: proof_of(code, kept=access.words_hash)}, proof=PROOF)
        assert [one.case_id for one in policy.requests_answerable_by(guest)] == [case.pk]


def test_ending_it_shuts_the_door_at_once(client, asked, small):
    marac, case = asked
    invite(marac, small, case=case)
    with as_role("wb_bulk"):
        access, guest = GuestAccess.objects.get(), User.objects.get(email=EMAIL)
    browser = with_second_factor(client, marac.coordinator)

    assert browser.post(reverse("marac:end_guest", args=[access.pk])).status_code == 302

    with acting_as(guest):
        assert not policy.requests_answerable_by(guest).exists()
    with acting_as(marac.coordinator), pytest.raises(Refused, match="has ended"):
        guests.end(access.pk, by=marac.coordinator, at=timezone.now())


def test_inviting_again_makes_a_new_code_and_moves_the_end(asked, small):
    marac, case = asked
    later = timezone.now() + timedelta(days=14)

    first, second = invite(marac, small, case=case), invite(marac, small, case=case, until=later)

    assert first != second
    with as_role("wb_bulk"):
        assert GuestAccess.objects.get().until == later
        assert Participant.objects.get(user__email=EMAIL).until == later


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ({"email": "ada@gmail.com"}, "private mailbox"),
        ({"until": timezone.now() - timedelta(days=1)}, "within the next 30 days"),
        ({"until": timezone.now() + timedelta(days=31)}, "within the next 30 days"),
    ],
)
def test_an_invitation_that_will_not_do(asked, small, to, words):
    marac, case = asked

    with pytest.raises(Refused, match=words):
        invite(marac, small, case=case, **to)


def test_an_agency_with_its_own_users_or_that_was_not_asked_has_no_guest(asked):
    marac, case = asked

    with pytest.raises(Refused, match="has its own representatives"):
        invite(marac, marac.police, case=case)
    with pytest.raises(Refused, match="is not asked about this"):
        invite(marac, AgencyFactory(name="Another"), case=case)


def test_a_guest_is_let_into_one_case_or_one_list(asked, small):
    marac, _ = asked

    with pytest.raises(Refused, match="one case or one list"):
        invite(marac, small)


@pytest.mark.parametrize("who", ["rep", "idva", "outsider"])
def test_only_the_coordinator_lets_guests_in(client, asked, small, who):
    marac, case = asked
    user = getattr(marac, who)

    with pytest.raises(Refused):
        invite(marac, small, by=user, case=case)
    browser = with_second_factor(client, user)
    assert browser.get(reverse("marac:case_guests", args=[case.pk])).status_code in {403, 404}


def test_the_code_is_shown_once_on_screen(client, asked, small):
    marac, case = asked
    browser = with_second_factor(client, marac.coordinator)
    where = reverse("marac:case_guests", args=[case.pk])
    sent = {"agency": small.pk, "name": "Ada Guest", "email": EMAIL, "days": "7"}

    assert browser.post(where, sent | {"email": "ada"}).status_code == 422
    text = browser.post(where, sent).text

    code = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", text).group()
    again = browser.get(where).text
    assert code not in again
    assert "Ada Guest" in again


def test_a_code_is_long_and_heard_without_mistake():
    codes = {as_typed(new_code()) for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code) == 16 for code in codes)
    assert as_typed("ghjk-2346 lq") == "GHJK2346LQ"


def test_the_guests_agency_gives_no_duty(asked, small):
    marac, case = asked
    invite(marac, small, case=case)

    with as_role("wb_bulk"):
        agency = Agency.objects.get(code=guests.GUESTS)
        assert agency.kind == Agency.Kind.GUEST
        assert agency.memberships.get().duties == []


def test_a_page_of_a_list_offers_only_agencies_without_users(client):
    marac, case = a_listed_case()
    with as_role("wb_bulk"):
        meeting = case.listings.get().meeting
    browser = with_second_factor(client, marac.coordinator)

    text = browser.get(reverse("marac:meeting_guests", args=[meeting.pk])).text

    assert ">The police<" not in text
