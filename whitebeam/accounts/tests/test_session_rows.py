"""What stands in the table of sessions opens nothing."""

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import RequestFactory

from tests.browser import Client
from whitebeam.accounts.session_store import SessionCookie, SessionStore
from whitebeam.accounts.tests.world import a_worker, sign_in

PAGE = "/account/sessions/"
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def victim(db):
    client = Client()
    sign_in(client, a_worker())
    assert client.get(PAGE).status_code == 200
    return client


@pytest.fixture
def thief(victim):
    client = Client()
    sign_in(client, a_worker())
    client.get(PAGE)
    return client


def with_cookie(value):
    client = Client()
    client.cookies[COOKIE] = value
    return client


def is_out(client):
    return client.get(PAGE).url.startswith("/account/sign-in/")


def test_a_key_read_from_the_table_signs_nobody_in(victim):
    [row] = Session.objects.all()

    assert is_out(with_cookie(row.session_key))
    assert victim.get(PAGE).status_code == 200


def test_no_table_holds_what_the_browser_holds(victim):
    token = victim.cookies[COOKIE].value

    assert not Session.objects.filter(session_key=token).exists()
    assert not UserSession.objects.filter(session_key=token).exists()
    assert token not in Session.objects.get().session_data


def test_a_row_says_nothing_in_clear(victim):
    worker = UserSession.objects.get().user

    assert str(worker.pk).encode() not in bytes.fromhex(Session.objects.get().session_data)


def test_anothers_row_copied_over_ones_own_signs_nobody_in(victim, thief):
    own = Session.objects.get(session_key=thief.session.session_key)
    theirs = Session.objects.get(session_key=victim.session.session_key)

    Session.objects.filter(pk=own.pk).update(session_data=theirs.session_data)

    assert is_out(thief)


def test_anothers_row_renamed_to_ones_own_signs_nobody_in(victim, thief):
    own, theirs = thief.session.session_key, victim.session.session_key
    Session.objects.filter(session_key=own).delete()

    Session.objects.filter(session_key=theirs).update(session_key=own)

    assert is_out(thief)


def test_a_cookie_of_somebody_elses_making_opens_an_empty_session(db):
    client = with_cookie("chosen-by-a-stranger-long-enough")

    client.get("/account/sign-in/")

    assert not Session.objects.filter(
        session_key=SessionStore.opened_by("chosen-by-a-stranger-long-enough").session_key
    ).exists()


def through_the_cookie(request, work):
    def respond(request):
        work(request)
        return HttpResponse()

    return SessionCookie(respond)(request)


def read_again_by_name(request):
    """Do as allauth does when it saves the state of a sign-in through a provider."""
    request.session["state"] = "kept"
    request.session.save()
    request.session = type(request.session)(request.session.session_key)
    request.session.modified = True


def test_a_new_session_that_a_library_read_again_is_still_the_browsers(db):
    response = through_the_cookie(RequestFactory().get("/"), read_again_by_name)

    token = response.cookies[COOKIE].value
    assert SessionStore.opened_by(token)["state"] == "kept"
    assert Session.objects.count() == 1


def test_an_older_session_that_a_library_read_again_keeps_its_cookie(db):
    session = SessionStore()
    session["began"] = 1
    session.save()
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = session.token

    response = through_the_cookie(request, read_again_by_name)

    assert response.cookies[COOKIE].value == session.token
    assert SessionStore.opened_by(session.token)["state"] == "kept"
