"""Accounts nobody uses are suspended; what was kept for a while is let go."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.utils import timezone

from tests.factories import UserFactory
from tests.roles import as_role
from whitebeam.accounts.models import KeptText, OneUseLink, SignInTry, User
from whitebeam.accounts.services import tidying
from whitebeam.accounts.services.kept import keep_text
from whitebeam.audit.models import Entry
from whitebeam.kernel.context import Acting, acting

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def tidy(*options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("tidy_accounts", *options, stdout=said)
    return said.getvalue().strip()


def last_active(days_ago, **values):
    now = timezone.now()
    user = UserFactory(last_active_at=now - days_ago * DAY, **values)
    return user, now


@pytest.mark.parametrize(("days", "unused"), [(59, False), (61, True)])
def test_sixty_days_unused_is_suspended(days, unused):
    user, now = last_active(days)

    assert (user.pk in tidying.unused_since(now)) is unused


def test_somebody_who_never_came_is_suspended_too():
    user = UserFactory(last_active_at=None)

    assert user.pk in tidying.unused_since(timezone.now() + 61 * DAY)
    assert user.pk not in tidying.unused_since(timezone.now())


def test_the_demonstration_is_left_alone():
    user, now = last_active(99, is_demonstration=True)

    assert user.pk not in tidying.unused_since(now)


def test_the_command_suspends_and_says_so():
    user, _ = last_active(99)

    assert tidy("--dry-run") == "1 accounts would be suspended"
    assert tidy().startswith("1 accounts suspended")

    user.refresh_from_db()
    assert not user.is_active
    with as_role("wb_backup"):
        entry = Entry.objects.get(verb="accounts.user.suspended")
    assert entry.who == "process:accounts"


def test_old_rows_go_and_fresh_ones_stay():
    user, now = UserFactory(), timezone.now()
    old = now - 40 * DAY
    with as_role("wb_bulk"):
        for moment in (old, now):
            OneUseLink.objects.create(
                kind="GUEST", email="a@b.example", email_key="k", asked_at=moment,
                expires_at=moment + DAY,
            )  # fmt: skip
            SignInTry.objects.create(account_key=str(moment), network_key="n", last_wrong_at=moment)
            UserSession.objects.create(
                user=user, ip="192.0.2.1", session_key=str(moment), user_agent="x"
            )
    with acting(Acting.user(user.pk)):
        keep_text(user, address="/new/", fields={"a": ["b"]}, at=now)
        keep_text(user, address="/old/", fields={"a": ["b"]}, at=now - 8 * DAY)

    tidy()

    assert OneUseLink.objects.count() == 1
    assert SignInTry.objects.count() == 1
    assert not UserSession.objects.exists()
    with acting(Acting.user(user.pk)):
        assert KeptText.objects.get().address == "/new/"


def test_nobody_reads_the_text_of_another():
    mine, theirs = UserFactory(), UserFactory()
    with acting(Acting.user(theirs.pk)):
        keep_text(theirs, address="/a/", fields={"a": ["b"]}, at=timezone.now())

    with acting(Acting.user(mine.pk)):
        assert not KeptText.objects.exists()
    assert User.objects.filter(pk=theirs.pk).exists()


def test_cookies_are_hidden_from_scripts_and_other_sites(client):
    client.force_login(UserFactory())
    response = client.get("/account/sign-in/")

    assert client.cookies["wb"]["httponly"]
    assert response.cookies["wbt"]["samesite"] == "Strict"
    assert len(client.session.session_key) >= 32
