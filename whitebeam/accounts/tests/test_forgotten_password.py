"""A forgotten password: one link, once, for ten minutes, and the second step stays."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from tests.factories import UserFactory
from tests.roles import as_role
from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.services import links
from whitebeam.accounts.tasks import send_link
from whitebeam.accounts.tests.world import PASSWORD, a_worker, give_password, is_signed_in, sign_in
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused

pytestmark = pytest.mark.django_db

ASK, SENT = "/account/password/forgotten/", "/account/password/forgotten/sent/"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = "lantern biscuit meadow"
NEW_TWICE = {"password1": NEW, "password2": NEW}
KIND = OneUseLink.Kind.NEW_PASSWORD


def ask_for(client, email):
    response = client.post(ASK, {"email": email})
    deliver()
    return response


def deliver():
    for link in OneUseLink.objects.filter(sent_at=None):
        post(link)


def post(link):
    with as_role("wb_worker"):
        send_link(link_id=str(link.pk))


def link_in(message):
    return re.search(r"http://localhost:8001(/\S+)", message.body).group(1)


def test_the_link_sets_a_new_password_and_the_second_step_stays(client, mailoutbox):
    worker = a_worker()
    ask_for(client, worker.email)

    response = client.post(link_in(mailoutbox[0]), NEW_TWICE)

    assert response.url == "/account/password/new/done/"
    assert not is_signed_in(client)
    assert give_password(client, worker.email, NEW).url == "/account/sign-in/second-step/"
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="accounts.password.replaced").count() == 1


def test_the_message_says_nothing(client, mailoutbox):
    worker = a_worker()
    ask_for(client, worker.email)

    [message] = mailoutbox
    assert message.subject == "Your link"
    assert worker.name not in message.body
    assert not re.search(
        "abuse|refuge|password|domestic", message.body.lower().replace("/password/", "")
    )


def test_every_session_ends(client, mailoutbox):
    from tests.browser import Client

    worker, elsewhere = a_worker(), Client()
    sign_in(elsewhere, worker)
    ask_for(client, worker.email)

    client.post(link_in(mailoutbox[0]), NEW_TWICE)

    assert elsewhere.get("/account/sessions/").url.startswith("/account/sign-in/")


def test_the_link_works_once(client, mailoutbox):
    ask_for(client, a_worker().email)
    client.post(link_in(mailoutbox[0]), NEW_TWICE)

    response = client.post(link_in(mailoutbox[0]), NEW_TWICE)

    assert response.status_code == 410
    assert "does not work any more" in response.content.decode()


def test_looking_at_the_link_does_not_use_it(client, mailoutbox):
    ask_for(client, a_worker().email)
    client.get(link_in(mailoutbox[0]))

    assert client.post(link_in(mailoutbox[0]), NEW_TWICE).status_code == 302


@pytest.mark.parametrize(
    ("after", "works"), [(timedelta(seconds=599), True), (timedelta(minutes=10), False)]
)
def test_the_link_works_for_ten_minutes(after, works):
    link = links.ask_for_link(KIND, email=a_worker().email, at=timezone.now())
    post(link)
    link.refresh_from_db()
    link.token_hash = links.token_hash("known")
    with as_role("wb_worker"):
        link.save(update_fields=["token_hash"])

    if works:
        assert links.open_link(KIND, token="known", at=link.asked_at + after) == link
    else:
        with pytest.raises(Refused):
            links.open_link(KIND, token="known", at=link.asked_at + after)


def nobody():
    return "nobody@agency.example"


def a_guest():
    return UserFactory(kind=User.Kind.GUEST).email


def a_user_who_left():
    return UserFactory(is_active=False).email


def a_user_of_a_provider():
    return UserFactory(may_use_password=False).email


@pytest.mark.parametrize("who", [nobody, a_guest, a_user_who_left, a_user_of_a_provider])
def test_sends_nothing_and_answers_the_same(client, mailoutbox, who):
    response = ask_for(client, who())

    assert (response.status_code, response.url) == (302, SENT)
    assert mailoutbox == []


def test_a_mailbox_is_not_flooded(client, mailoutbox):
    worker = a_worker()
    for _ in range(9):
        ask_for(client, worker.email)

    assert len(mailoutbox) == 4


def test_a_link_is_sent_once_however_often_the_work_is_repeated(client, mailoutbox):
    ask_for(client, a_worker().email)
    post(OneUseLink.objects.get())

    assert len(mailoutbox) == 1


def test_refuses_a_weak_password_beside_its_field(client, mailoutbox):
    ask_for(client, a_worker().email)

    response = client.post(
        link_in(mailoutbox[0]), {"password1": "password2026", "password2": "password2026"}
    )

    assert response.status_code == 422
    assert 'href="#id_password1"' in response.content.decode()


def test_the_two_must_agree(client, mailoutbox):
    ask_for(client, a_worker().email)

    response = client.post(link_in(mailoutbox[0]), NEW_TWICE | {"password2": PASSWORD})

    assert "Type the same password twice" in response.content.decode()


def test_the_address_and_the_token_are_not_readable_in_the_database(client, mailoutbox):
    ask_for(client, a_worker().email)
    token = link_in(mailoutbox[0]).split("/")[-2]

    with as_role("wb_bulk"):
        row = OneUseLink.objects.values().get()
    assert token not in str(row)
    assert "agency.example" not in str(row)


def a_link(**values):
    return OneUseLink(kind=KIND, email="a@b.example", email_key="k", **values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("link_expires_after_it_is_asked_for", {"asked_at": NOON, "expires_at": NOON}),
        (
            "link_is_used_only_once_sent",
            {"asked_at": NOON, "expires_at": NOON + timedelta(1), "used_at": NOON},
        ),
    ],
)
def test_the_database_refuses(name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), as_role("wb_bulk"):
        a_link(**values).save()


@pytest.mark.walls
@pytest.mark.parametrize(
    "statement",
    [
        "update accounts_oneuselink set token_hash = repeat('a', 64), wrong_numbers = 0",
        "update accounts_oneuselink set expires_at = expires_at + interval '1 day'",
        "insert into accounts_oneuselink select * from accounts_oneuselink",
    ],
)
def test_no_stray_statement_makes_a_link_that_opens(client, statement):
    ask_for(client, a_worker().email)

    with (
        pytest.raises(ProgrammingError, match="may not"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
