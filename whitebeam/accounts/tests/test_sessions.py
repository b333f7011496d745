"""Sessions end in time, lose no typed text, and end at once when they must."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from tests.browser import Client
from tests.factories import UserFactory
from tests.roles import as_role
from whitebeam.accounts.models import KeptText, User
from whitebeam.accounts.rules.session_age import Limits, is_over
from whitebeam.accounts.services.kept import kept_for
from whitebeam.accounts.services.sessions import end_sessions_of, end_user
from whitebeam.accounts.tests.world import a_worker, is_signed_in, sign_in
from whitebeam.kernel.context import Acting, acting

PAGE = "/account/sessions/"
FORM = "/account/password/"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STAFF = Limits(idle=timedelta(minutes=15), total=timedelta(hours=12))
MINUTE, HOUR, SECOND = 60, 3600, timedelta(seconds=1)
TYPED = {"account": "She has moved.\nTwice.", "oldpassword": "secret", "tick": ["a", "b"]}


@pytest.mark.parametrize(
    ("idle", "age", "over"),
    [
        (timedelta(minutes=15) - SECOND, timedelta(hours=1), False),
        (timedelta(minutes=15), timedelta(hours=1), True),
        (timedelta(0), timedelta(hours=12) - SECOND, False),
        (timedelta(0), timedelta(hours=12), True),
    ],
)
def test_a_session_is_over_at_the_second(idle, age, over):
    assert is_over(began_at=NOON - age, seen_at=NOON - idle, at=NOON, limits=STAFF) is over


@pytest.fixture
def worker(db):
    return a_worker()


@pytest.fixture
def signed_in(client, worker):
    sign_in(client, worker)
    client.get(PAGE)
    return client


def age(client, **stamps):
    """Write the session's own stamps, as time would have."""
    session = client.session
    for name, seconds in stamps.items():
        session[name] = int(time.time()) - seconds
    session.save()


def test_a_session_goes_on_within_its_limits(signed_in):
    age(signed_in, seen=14 * MINUTE, began=11 * HOUR)

    assert signed_in.get(PAGE).status_code == 200


@pytest.mark.parametrize("stamps", [{"seen": 15 * MINUTE}, {"began": 12 * HOUR}])
def test_a_session_past_a_limit_ends_on_the_server(signed_in, worker, stamps):
    key = signed_in.session.session_key
    age(signed_in, **stamps)

    response = signed_in.get(PAGE + "?from=mail")

    assert response.url == "/account/sign-in/?next=%2Faccount%2Fsessions%2F%3Ffrom%3Dmail"
    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.filter(user=worker).exists()


def test_a_guest_has_an_hour(client, db):
    client.force_login(UserFactory(kind=User.Kind.GUEST))
    client.get("/account/kept/")
    age(client, began=HOUR)

    assert client.get("/account/kept/").url.startswith("/account/sign-in/")


def send_late(client, **headers):
    age(client, seen=16 * MINUTE)
    return client.post(FORM, TYPED, headers=headers)


def kept_text_of(user):
    with acting(Acting.user(user.pk)):
        return kept_for(user, address=FORM)


def test_a_form_sent_too_late_is_kept_without_its_secrets(signed_in, worker):
    response = send_late(signed_in)

    assert response.url == "/account/sign-in/?next=%2Faccount%2Fpassword%2F"
    assert kept_text_of(worker) == {"account": ["She has moved.\nTwice."], "tick": ["a", "b"]}


def test_it_is_offered_to_the_same_user_after_sign_in(signed_in, worker):
    send_late(signed_in)

    response = sign_in_later(signed_in, worker)
    page = signed_in.get(response.url).content.decode()

    assert response.url == "/account/kept/"
    assert "She has moved.\nTwice." in page
    assert f'action="{FORM}"' in page


def sign_in_later(client, worker):
    """Sign in with the next code, for the present one is spent."""
    from whitebeam.accounts.tests.world import current_code, give_password

    give_password(client, worker.email)
    return client.post("/account/sign-in/second-step/", {"code": current_code(steps_ahead=1)})


def test_it_is_not_shown_to_another_user(signed_in, worker):
    send_late(signed_in)
    other = a_worker()

    response = sign_in(signed_in, other)

    assert response.url == "/"
    with acting(Acting.user(other.pk)):
        assert not KeptText.objects.exists()


def test_it_is_sealed(signed_in, worker):
    send_late(signed_in)

    with as_role("wb_bulk"):
        [raw] = KeptText.objects.filter(user=worker).values_list("fields", flat=True)
    assert b"moved" not in raw.data


def test_it_can_be_thrown_away(signed_in, worker):
    send_late(signed_in)
    sign_in_later(signed_in, worker)
    with acting(Acting.user(worker.pk)):
        kept = KeptText.objects.get()

    signed_in.post(f"/account/kept/{kept.pk}/discard/")

    assert kept_text_of(worker) == {}


def test_it_is_forgotten_once_it_has_arrived(signed_in, worker):
    address = "/account/sessions/"
    age(signed_in, seen=16 * MINUTE)
    signed_in.post(address, {"words": "typed"})
    sign_in_later(signed_in, worker)
    signed_in.get("/account/kept/")

    signed_in.post(address, {"words": "typed"})

    with acting(Acting.user(worker.pk)):
        assert kept_for(worker, address=address) == {}


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_from_elsewhere_is_not_kept(signed_in, worker, headers):
    send_late(signed_in, **headers)

    assert kept_text_of(worker) == {}


def test_typing_is_kept_while_signed_in(signed_in, worker):
    response = signed_in.post("/account/keep/?form=/referrals/new/", {"words": "half a thought"})

    assert response.json() == {"kept": True}
    with acting(Acting.user(worker.pk)):
        assert kept_for(worker, address="/referrals/new/") == {"words": ["half a thought"]}


def test_typing_is_kept_after_the_session_too(signed_in, worker):
    age(signed_in, seen=16 * MINUTE)

    response = signed_in.post("/account/keep/?form=/referrals/new/", {"words": "half a thought"})

    assert response.status_code == 401
    with acting(Acting.user(worker.pk)):
        assert kept_for(worker, address="/referrals/new/") == {"words": ["half a thought"]}


@pytest.mark.parametrize("form", ["", "https://elsewhere.example/", "//elsewhere.example"])
def test_typing_for_a_page_elsewhere_is_refused(signed_in, form):
    assert signed_in.post("/account/keep/?form=" + form, {"words": "x"}).status_code == 400


def test_typing_for_a_page_elsewhere_is_refused_after_the_session_too(signed_in, worker):
    age(signed_in, seen=16 * MINUTE)
    signed_in.post("/account/keep/?form=https://elsewhere.example/", {"words": "x"})

    with acting(Acting.user(worker.pk)):
        assert not KeptText.objects.exists()


def test_a_disabled_user_is_out_at_the_next_request(signed_in, worker):
    with as_role("wb_worker"), acting(Acting.process("accounts")):
        end_user(worker, at=NOON)

    assert signed_in.get(PAGE).url.startswith("/account/sign-in/")
    assert not UserSession.objects.filter(user=worker).exists()


def test_a_user_sees_and_ends_their_own_sessions(signed_in, worker):
    elsewhere = Client()
    elsewhere.force_login(worker)
    row = UserSession.objects.create(
        user=worker, ip="192.0.2.9", session_key=elsewhere.session.session_key, user_agent="Firefox"
    )
    assert "192.0.2.9" in signed_in.get(PAGE).content.decode()

    signed_in.post(f"/account/sessions/{row.pk}/end/")

    assert not is_signed_in(elsewhere)
    assert is_signed_in(signed_in)


def test_a_user_does_not_end_the_sessions_of_others(signed_in):
    other, elsewhere = a_worker(), Client()
    sign_in(elsewhere, other)
    row = UserSession.objects.get(user=other)

    signed_in.post(f"/account/sessions/{row.pk}/end/")

    assert is_signed_in(elsewhere)


def test_all_but_this_one_may_be_ended(signed_in, worker):
    elsewhere = Client()
    sign_in_later(elsewhere, worker)

    signed_in.post(PAGE)

    assert is_signed_in(signed_in)
    assert not is_signed_in(elsewhere)


def test_ending_all_of_nothing_says_none(worker):
    with acting(Acting.user(worker.pk)):
        assert end_sessions_of(worker) == 0


def test_activity_is_noted_once_a_minute(signed_in, worker):
    worker.refresh_from_db()
    first = worker.last_active_at

    signed_in.get(PAGE)

    worker.refresh_from_db()
    assert worker.last_active_at == first
