"""A guest refers through a link to a work address and the number only the asker saw."""

import re

import pytest

from tests.factories import AgencyFactory, UserFactory, worker_at
from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.policy import is_work_address
from whitebeam.partners import policy
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.tests.world import deliver, link_in

pytestmark = pytest.mark.django_db

URL = "/refer-as-guest/"
GUEST = {"name": "Dr Rowan Hale", "job_title": "GP, Riverside Surgery"}


def ask(client, email="rowan@surgery.example"):
    page = client.post(URL, {"email": email}).content.decode()
    deliver()
    return re.search(r"</span>(\d{3}) (\d{3})", page).groups()


def enter(client, mailoutbox, number, **answers):
    return client.post(link_in(mailoutbox[-1]), GUEST | {"number": " ".join(number)} | answers)


def test_the_link_and_the_number_together_open_a_guests_session(client, mailoutbox):
    number = ask(client)

    response = enter(client, mailoutbox, number)

    guest = User.objects.get(email="rowan@surgery.example")
    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(guest.pk)
    assert guest.kind == User.Kind.GUEST
    assert policy.duties_of(guest) == {Duty.REFER, Duty.VIEW_OWN_REFERRALS}


def test_a_guest_reads_the_records_of_no_agency(client, mailoutbox):
    enter(client, mailoutbox, ask(client))

    guest = User.objects.get(email="rowan@surgery.example")
    assert not policy.agencies_reading(guest).exists()
    assert Agency.objects.get(code="guest-referrers").kind == Agency.Kind.GUEST


@pytest.mark.parametrize(
    "page",
    ["/account/security/", "/account/sessions/", "/account/password/", "/account/confirm/code/"],
)
def test_a_guest_has_no_account_to_manage(client, mailoutbox, page):
    enter(client, mailoutbox, ask(client))

    assert client.get(page).url == "/"


@pytest.mark.parametrize("page", ["/partnership/users/", "/partnership/settings/"])
def test_a_guest_opens_no_page_of_colleagues(client, mailoutbox, page):
    enter(client, mailoutbox, ask(client))

    assert client.get(page).status_code == 403


def test_a_guest_begins_on_the_home_page(client, mailoutbox):
    response = enter(client, mailoutbox, ask(client))

    assert client.get(response.url).status_code == 200


def test_the_link_alone_is_not_enough(client, mailoutbox):
    ask(client)

    response = enter(client, mailoutbox, ("000", "00x"))

    assert response.status_code == 422
    assert 'href="#id_number"' in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_five_wrong_numbers_spend_the_link(client, mailoutbox):
    number = ask(client)
    for _ in range(5):
        enter(client, mailoutbox, ("000", "00x"))

    assert enter(client, mailoutbox, number).status_code == 410


def test_the_link_works_once(client, mailoutbox):
    number = ask(client)
    enter(client, mailoutbox, number)
    client.post("/account/sign-out/")

    assert enter(client, mailoutbox, number).status_code == 410


def a_private_mailbox():
    return "rowan@gmail.com"


def a_colleague():
    return worker_at(AgencyFactory(), Duty.REFER).email


def a_former_guest():
    return UserFactory(kind=User.Kind.GUEST).email


@pytest.mark.parametrize("who", [a_private_mailbox, a_colleague, a_former_guest])
def test_the_answer_is_the_same_for_everybody(client, who):
    def page(email):
        return re.sub(
            r"\d{3} \d{3}|nonce=\S+", "", client.post(URL, {"email": email}).content.decode()
        )

    assert page(who()) == page("somebody@surgery.example")


def test_nothing_is_sent_to_a_private_mailbox(client, mailoutbox):
    ask(client, a_private_mailbox())

    assert mailoutbox == []


def test_a_colleague_is_told_to_sign_in_as_usual(client, mailoutbox):
    ask(client, a_colleague())

    assert "sign in as usual" in mailoutbox[0].body
    assert OneUseLink.objects.get().token_hash is None


def test_the_message_says_nothing(client, mailoutbox):
    ask(client)

    assert not re.search("refer|abuse|victim", mailoutbox[0].body.replace("/refer-as-guest/", ""))


@pytest.mark.parametrize(
    ("email", "works"),
    [
        ("a@nhs.net", True),
        ("a@school.sch.uk", True),
        ("a@gmail.com", False),
        ("a@mail.yahoo.co.uk", False),
        ("a@notgmail.com", True),
    ],
)
def test_knows_work_addresses(email, works):
    assert is_work_address(email) is works
