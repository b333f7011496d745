"""Signing in through an agency's own provider: a real OpenID Connect server on loopback."""

import subprocess
import sys
from contextlib import closing
from io import StringIO

import pytest
import pytest_socket
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.factories import MembershipFactory
from tests.roles import as_role
from whitebeam.accounts.models import IdentityProvider
from whitebeam.accounts.tests.world import a_worker, is_signed_in

LOGIN = "/account/sign-in/with/county/"
DOMAIN = "county.example"


@pytest.fixture(scope="module")
def server():
    """Start the provider as a program of its own, and wait until it says it listens."""
    import socket

    pytest_socket.enable_socket()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--host", "127.0.0.1"], stderr=subprocess.PIPE, text=True
    ) as running:
        for line in running.stderr:
            if "running on" in line.lower():
                break
        yield f"http://127.0.0.1:{port}"
        running.terminate()
        running.stderr.close()


@pytest.fixture
def provider(server, socket_enabled):
    pytest_socket.socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    with as_role("wb_bulk"):
        yield IdentityProvider.objects.create(
            code="county",
            name="County Council",
            issuer=server,
            client_id="whitebeam",
            secret="the client's secret",
            email_domains=[DOMAIN],
            second_factor_values=["mfa", "urn:county:strong"],
        )
    pytest_socket._remove_restrictions()


@pytest.fixture
def as_app(provider):
    with as_role("wb_app"):
        yield


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app")]


def enter(client, server, *, sub="u-1", verified=True, **claims):
    """Walk the browser's way: to the provider, through its page, and back."""
    requests.put(
        f"{server}/users/{sub}", json={"email_verified": verified, **claims}, timeout=5
    ).raise_for_status()
    there = client.get(LOGIN).url
    back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=5)
    return client.get(back.headers["Location"].removeprefix("http://testserver"))


def somebody(**values):
    return MembershipFactory(user__email=f"amal.khan@{DOMAIN}", **values).user


def test_lets_in_whom_the_provider_vouches_for(client, server):
    user = somebody()

    response = enter(client, server, email=user.email, amr=["pwd", "mfa"])

    assert response.url == "/"
    assert is_signed_in(client)
    assert SocialAccount.objects.get().uid == "u-1"


def test_keeps_nothing_of_what_the_provider_told(client, server):
    enter(client, server, email=somebody().email, amr=["mfa"], phone="01632 960001")
    enter(client, server, email=somebody_again(), amr=["mfa"])

    assert SocialAccount.objects.get().extra_data == {}


def somebody_again():
    return f"amal.khan@{DOMAIN}"


@pytest.mark.parametrize("said", [{"amr": ["pwd"]}, {}, {"acr": "0"}, {"amr": "hwk"}])
def test_asks_for_our_own_second_step_where_the_provider_asked_for_none(client, server, said):
    user = somebody()

    response = enter(client, server, email=user.email, **said)

    assert response.url == "/account/sign-in/second-step/"
    assert not is_signed_in(client)


def test_takes_the_providers_word_by_acr_too(client, server):
    enter(client, server, email=somebody().email, acr="urn:county:strong")

    assert is_signed_in(client)


def test_a_user_with_no_second_step_anywhere_is_led_to_one(client, server):
    enter(client, server, email=somebody(user__second_factor=False).email)

    assert client.get("/account/sessions/").url == "/account/security/"


def test_refuses_a_stranger_whom_nobody_invited(client, server):
    response = enter(client, server, email=f"stranger@{DOMAIN}", amr=["mfa"])

    assert response.status_code == 403
    assert "nobody here is invited" in response.content.decode()
    assert not is_signed_in(client)


def test_refuses_an_address_that_the_provider_has_not_verified(client, server):
    response = enter(client, server, email=somebody().email, verified=False, amr=["mfa"])

    assert response.status_code == 403


def test_refuses_an_address_that_is_not_the_providers(client, server):
    worker = a_worker()

    response = enter(client, server, email=worker.email, amr=["mfa"])

    assert response.status_code == 403
    assert not SocialAccount.objects.exists()


def test_refuses_another_identity_with_the_same_address(client, server):
    user = somebody()
    enter(client, server, sub="u-1", email=user.email, amr=["mfa"])
    client.post("/account/sign-out/")

    response = enter(client, server, sub="u-2", email=user.email, amr=["mfa"])

    assert response.status_code == 403


def test_knows_a_bound_identity_by_itself_and_not_by_its_address(client, server):
    user = somebody()
    enter(client, server, email=user.email, amr=["mfa"])
    client.post("/account/sign-out/")

    enter(client, server, email="renamed@elsewhere.example", amr=["mfa"])

    assert client.session["_auth_user_id"] == str(user.pk)


def test_refuses_a_user_who_left(client, server):
    user = somebody()
    enter(client, server, email=user.email, amr=["mfa"])
    client.post("/account/sign-out/")
    with as_role("wb_bulk"):
        user.is_active = False
        user.save()

    assert enter(client, server, email=user.email, amr=["mfa"]).status_code == 403


def test_an_ended_provider_is_not_there(client, provider):
    with as_role("wb_worker"):
        call_command("identity_provider", "county", "--end", stdout=StringIO())

    assert client.get(LOGIN).status_code == 404


def test_a_forged_way_back_is_refused(client):
    response = client.get(LOGIN + "back/?code=x&state=forged")

    assert response.status_code == 401
    assert not is_signed_in(client)


def test_an_operator_adds_a_provider(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("a secret\n"))
    with as_role("wb_worker"):
        call_command(
            "identity_provider", "trust", "--name=Trust", "--issuer=https://id.trust.example/",
            "--client-id=wb", "--domain=trust.example", "--second-factor=mfa", stdout=StringIO(),
        )  # fmt: skip

    added = IdentityProvider.objects.get(code="trust")
    assert (added.issuer, added.secret) == ("https://id.trust.example", "a secret")


@pytest.mark.parametrize("code", ["county", "other"])
def test_an_operator_does_not_take_over_anothers_addresses(monkeypatch, code):
    monkeypatch.setattr("sys.stdin", StringIO("a secret\n"))

    with as_role("wb_worker"), pytest.raises(CommandError):
        call_command(
            "identity_provider", code, "--name=X", "--issuer=https://x.example", "--client-id=wb",
            f"--domain={DOMAIN.upper()}",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("provider_speaks_for_some_address", {"email_domains": []}),
        ("provider_is_named_once", {"email_domains": ["x.example"]}),
    ],
)
def test_the_database_refuses(name, values, provider):
    refused = pytest.raises(IntegrityError, match=name)
    with as_role("wb_worker"), refused, transaction.atomic():
        IdentityProvider(
            code="x", name="X", secret="s", client_id="whitebeam", issuer=provider.issuer, **values
        ).save()
