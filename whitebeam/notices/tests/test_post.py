"""Notify and the mail server, each against a server on this machine that answers as they do."""

import socket

import pytest
from django.core import mail

from whitebeam.config import mail as mail_settings
from whitebeam.notices.post import TryAgain, Undeliverable
from whitebeam.notices.post.by_mail import MailPost
from whitebeam.notices.post.by_notify import NotifyPost
from whitebeam.notices.post.chosen import post_by
from whitebeam.notices.tests import stand_ins

TEMPLATE = "33333333-3333-4333-8333-333333333333"
MESSAGE = {
    "address": "worker@agency.example",
    "subject": "Something is waiting for you",
    "body": "Sign in to read it",
    "reference": "44444444-4444-4444-8444-444444444444",
}


@pytest.fixture(autouse=True)
def _this_machine(socket_enabled, monkeypatch):
    """Let this machine alone be reached, past any proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    reach = socket.socket.connect

    def connect(self, address):
        assert address[0] == "127.0.0.1", "only this machine"
        return reach(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def notify_post(server, *, key=stand_ins.KEY, template=TEMPLATE):
    return NotifyPost(key, f"http://127.0.0.1:{server.server_port}", template, seconds=5)


@pytest.fixture
def by_smtp(settings):
    """Return a mail post to a server."""

    def to(server):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, False
        return MailPost("no-reply@partnership.example")

    return to


def test_notify_takes_a_signed_message_and_gives_its_reference():
    with stand_ins.notify() as server:
        carried = notify_post(server).send(**MESSAGE)

    [taken] = server.taken
    assert len(carried) == 36
    assert taken == {
        "email_address": MESSAGE["address"],
        "template_id": TEMPLATE,
        "personalisation": {"subject": MESSAGE["subject"], "body": MESSAGE["body"]},
        "reference": MESSAGE["reference"],
    }


def test_notify_refuses_an_address_for_good():
    with stand_ins.notify() as server, pytest.raises(Undeliverable) as failure:
        notify_post(server).send(**{**MESSAGE, "address": "nobody"})

    assert failure.value.address_fails
    assert "nobody" not in str(failure.value)


def test_a_wrong_template_is_not_the_address_s_fault():
    with stand_ins.notify() as server, pytest.raises(Undeliverable) as failure:
        notify_post(server, template="none").send(**MESSAGE)

    assert not failure.value.address_fails


@pytest.mark.parametrize(
    "key",
    [
        stand_ins.KEY[:-1] + "3",
        stand_ins.KEY.replace(stand_ins.SERVICE, "55555555-5555-4555-8555-555555555555"),
    ],
    ids=["another secret", "another service"],
)
def test_a_wrong_key_waits_for_the_operator(key):
    with stand_ins.notify() as server, pytest.raises(TryAgain, match="403"):
        notify_post(server, key=key).send(**MESSAGE)

    assert server.taken == []


def test_too_many_at_once_waits():
    with stand_ins.notify(is_busy=True) as server, pytest.raises(TryAgain, match="429"):
        notify_post(server).send(**MESSAGE)


def test_a_notify_that_is_away_waits():
    with stand_ins.notify() as server:
        post = notify_post(server)

    with pytest.raises(TryAgain, match="503"):
        post.send(**MESSAGE)


def test_the_mail_server_takes_a_message_that_names_its_reference(by_smtp):
    with stand_ins.smtp() as server:
        carried = by_smtp(server).send(**MESSAGE)

    [taken] = server.taken
    assert carried == MESSAGE["reference"]
    assert f"Message-ID: <{MESSAGE['reference']}@partnership.example>" in taken
    assert "Auto-Submitted: auto-generated" in taken


def test_a_refused_recipient_is_final_and_a_busy_one_is_not(by_smtp):
    with stand_ins.smtp(code=550) as server, pytest.raises(Undeliverable) as failure:
        by_smtp(server).send(**MESSAGE)
    with stand_ins.smtp(code=450) as server, pytest.raises(TryAgain):
        by_smtp(server).send(**MESSAGE)

    assert failure.value.address_fails


def test_a_mail_server_that_is_away_waits(by_smtp):
    with stand_ins.smtp() as server:
        post = by_smtp(server)

    with pytest.raises(TryAgain):
        post.send(**MESSAGE)


def test_messages_may_stay_in_memory():
    MailPost("no-reply@partnership.example").send(**MESSAGE)

    assert [message.to for message in mail.outbox] == [[MESSAGE["address"]]]


@pytest.mark.parametrize(("key", "kind"), [("", MailPost), (stand_ins.KEY, NotifyPost)])
def test_a_key_chooses_notify(key, kind):
    chosen = post_by(notify_key=key, notify_url="", notify_template="t", sender="a@b.example")

    assert isinstance(chosen, kind)
    assert not key or key not in repr(chosen)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ("console", "", 0, False, False)),
        ("memory:", ("locmem", "", 0, False, False)),
        ("smtp://u:p%40ss@mail.example", ("smtp", "mail.example", 587, True, False)),
        ("smtp://localhost:25?tls=off", ("smtp", "localhost", 25, False, False)),
        ("smtps://mail.example?from=a@b.example", ("smtp", "mail.example", 465, False, True)),
    ],
)
def test_reads_where_mail_goes(url, expected):
    read = mail_settings.read(url)

    kind = read.backend.split(".")[-2]
    assert (kind, read.host, read.port, read.starts_plain, read.is_tls) == expected
    assert "p@ss" not in repr(read)


@pytest.mark.parametrize("url", ["ftp://mail.example", "smtp:///nowhere", "mail.example"])
def test_refuses_what_is_no_mail_server(url):
    with pytest.raises(ValueError, match="smtp://"):
        mail_settings.read(url)
