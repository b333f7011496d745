"""Second factors: passkey or app, never a message; fresh where it matters."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver, reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import MembershipFactory
from tests.roles import as_role
from whitebeam.accounts import stepup
from whitebeam.accounts.letters import CHANGES, changed
from whitebeam.accounts.rules.one_time_codes import code_at, counter_of
from whitebeam.accounts.services.kept import kept_for
from whitebeam.accounts.tasks import tell_of_change
from whitebeam.accounts.tests.world import PASSWORD, a_worker, current_code, give_password, sign_in
from whitebeam.audit.models import Entry
from whitebeam.kernel.context import Acting, acting

pytestmark = pytest.mark.django_db

PAGES = ["mfa_index", "mfa_list_webauthn", "usersessions_list", "account_change_password"]


@pytest.fixture
def worker():
    return a_worker()


@pytest.fixture
def signed_in(client, worker):
    sign_in(client, worker)
    return client


def grow_stale(client, seconds=601):
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def names_of_pages(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from names_of_pages(entry)
        else:
            yield f"{entry.name} {entry.pattern}".lower()


def test_no_message_is_ever_a_factor():
    assert settings.MFA_SUPPORTED_TYPES == ["totp", "webauthn", "recovery_codes"]
    for name in ("ACCOUNT_LOGIN_BY_CODE_ENABLED", "ACCOUNT_LOGIN_BY_CODE_REQUIRED",
                 "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED", "MFA_TRUST_ENABLED"):  # fmt: skip
        assert not getattr(settings, name, False)
    for name in names_of_pages():
        assert not any(word in name for word in ("sms", "phone", "login_code", "verify_email"))


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_open(signed_in, name):
    response = signed_in.get(reverse(name))

    assert response.status_code == 200
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize("name", [*PAGES, "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_nobody_else_opens_them(client, name):
    assert client.get(reverse(name)).url.startswith("/account/sign-in/")


@pytest.fixture
def newcomer(client):
    user = MembershipFactory(user__second_factor=False, user__password=PASSWORD).user
    give_password(client, user.email)
    return user


def test_a_newcomer_adds_an_app_and_sees_recovery_codes_once(client, newcomer):
    page = client.get("/account/security/code-app/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page.replace(" ", "")
    assert "data:image/svg+xml" in page

    response = client.post(
        "/account/security/code-app/", {"code": code_at(secret, counter_of(time.time()))}
    )
    assert response.url == "/account/security/recovery/"
    codes = client.get(response.url).content.decode()
    again = client.get(response.url).content.decode()

    assert codes.count("<code>") == 10
    assert again.count("<code>") == 0
    assert client.get("/account/sessions/").status_code == 200
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="accounts.second_factor.added").count() == 1


def test_a_newcomer_may_begin_a_passkey(client, newcomer):
    page = client.get("/account/security/passkeys/add/").content.decode()

    assert '"challenge"' in page
    assert "allauth.webauthn.forms.addForm" in page
    assert page.count("<script nonce=") >= 4


def test_the_last_factor_cannot_be_taken_off(signed_in, worker):
    response = signed_in.post("/account/security/code-app/remove/")

    assert response.status_code == 422
    assert Authenticator.objects.filter(user=worker).exists()


def test_factors_change_only_behind_a_fresh_second_factor(signed_in):
    grow_stale(signed_in)

    response = signed_in.get("/account/security/passkeys/add/")

    assert response.url.startswith("/account/confirm/code/?next=")


def test_the_password_alone_does_not_open_what_the_second_factor_guards(signed_in):
    grow_stale(signed_in)

    response = signed_in.get("/account/confirm/password/")

    assert response.url.startswith("/account/confirm/code/")


def test_confirming_renews_the_sessions_name_and_goes_back(signed_in):
    grow_stale(signed_in)
    before = signed_in.session.session_key

    response = signed_in.post(
        "/account/confirm/code/", {"code": current_code(1), "next": "/account/sessions/"}
    )

    assert response.url == "/account/sessions/"
    assert signed_in.session.session_key != before
    assert "This one" in signed_in.get(response.url).content.decode()


def test_a_wrong_code_is_not_enough(signed_in):
    grow_stale(signed_in)

    response = signed_in.post("/account/confirm/code/", {"code": "000000"})

    assert response.status_code == 422
    assert 'href="#id_code"' in response.content.decode()


@stepup.with_fresh_second_factor
def dangerous(request):
    return HttpResponse("done")


def ask_dangerous(client, worker, method="get", data=None):
    request = getattr(RequestFactory(), method)("/dangerous/", data)
    request.user, request.session = worker, client.session
    with acting(Acting.user(worker.pk)):
        response = dangerous(request)
    request.session.save()
    return response


@pytest.mark.parametrize(("age", "status"), [(590, 200), (601, 302)])
def test_a_second_factor_is_fresh_for_ten_minutes(signed_in, worker, age, status):
    grow_stale(signed_in, age)

    assert ask_dangerous(signed_in, worker).status_code == status


def test_a_password_is_not_a_second_factor(client, newcomer):
    response = ask_dangerous(client, newcomer)

    assert response.url == "/account/security/?next=%2Fdangerous%2F"


def test_what_was_typed_before_the_code_was_asked_stays(signed_in, worker):
    grow_stale(signed_in)

    response = ask_dangerous(signed_in, worker, "post", {"reason": "She asked us to call"})

    assert response.url == "/account/confirm/code/?next=%2Faccount%2Fkept%2F"
    with acting(Acting.user(worker.pk)):
        assert kept_for(worker, address="/dangerous/") == {"reason": ["She asked us to call"]}


def job_of(name):
    return ProcrastinateJob.objects.get(task_name=name).args


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_the_message_of_a_change_says_nothing_of_the_work(change):
    letter = changed(change)

    assert letter.subject == "Your account"
    assert "Whitebeam" not in letter.body


def test_changing_the_password_keeps_this_session_and_tells_the_owner(
    signed_in, worker, mailoutbox
):
    response = signed_in.post(
        "/account/password/",
        {"oldpassword": PASSWORD, "password1": "lantern biscuit meadow",
         "password2": "lantern biscuit meadow"},
    )  # fmt: skip

    assert response.url == "/account/security/"
    assert signed_in.get("/account/sessions/").status_code == 200
    tell_of_change(**job_of("accounts.tell_of_change"))
    assert mailoutbox[0].to == [worker.email]
    assert "password of your account was changed" in mailoutbox[0].body
