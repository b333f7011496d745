"""What must never be of an account is refused by the database, each rule by its name."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import UserFactory
from whitebeam.accounts.models import IdentityProvider, KeptText, OneUseLink, SignInTry, User

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def a_user(**given):
    return User(name="Worker", password="!", **{"email": "one@agency.example", **given})


def a_provider(code, **given):
    values = {"issuer": "https://id.example", "client_id": "one", "email_domains": ["a.example"]}
    return IdentityProvider(code=code, name=code, secret="kept", **(values | given))


def a_link(**given):
    values = {"asked_at": NOON, "expires_at": NOON + timedelta(hours=1), **given}
    return OneUseLink(kind="NEW_PASSWORD", email="one@agency.example", email_key="a", **values)


def text_of(user):
    return KeptText(user=user, address="/refer/", fields="{}", kept_at=NOON)


def twice_the_text():
    user = UserFactory()
    return [text_of(user), text_of(user)]


BREAKS = {
    "user_email_is_used_once": lambda: [a_user(), a_user(email="ONE@agency.example")],
    "user_who_ended_is_not_active": lambda: [a_user(ended_at=NOON)],
    "tries_are_counted_in_one_place": lambda: [
        SignInTry(network_key="n"),
        SignInTry(network_key="n"),
    ],
    "text_is_kept_once_for_each_form": twice_the_text,
    "provider_speaks_for_some_address": lambda: [a_provider("one", email_domains=[])],
    "provider_is_named_once": lambda: [a_provider("one"), a_provider("two")],
    "link_expires_after_it_is_asked_for": lambda: [a_link(expires_at=NOON)],
    "link_is_used_only_once_sent": lambda: [a_link(used_at=NOON)],
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name):
    assert constraint_broken_by(BREAKS[name]()) == name


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraints_of("accounts")
