"""What is unsafe for real people is named; nothing that is safe is."""

import psycopg
import pytest
from django.conf import settings

from whitebeam.config import checks
from whitebeam.config.cluster import Address
from whitebeam.kernel.crypto import Keyring

SAFE = {
    "DEBUG": False,
    "DEMONSTRATION": False,
    "SHOW_COMPONENTS": False,
    "ALLOWED_HOSTS": ["help.example.org", "work.example.org"],
    "PUBLIC_ORIGIN": "https://help.example.org",
    "STAFF_ORIGIN": "https://work.example.org",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 63_072_000,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
}


@pytest.fixture
def safe(settings, tmp_path):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    tmp_path.chmod(0o700)
    settings.DATA_FOLDER = tmp_path
    settings.KEYRING = Keyring.at(tmp_path / "keys", create=True)
    settings.SECRET_KEY = settings.KEYRING.django_key
    return settings


def administrator():
    db = settings.DATABASES["default"]
    return Address(db["HOST"], db["PORT"] or 5432).conninfo(database=db["NAME"])


def named(check):
    return " ".join(check())


@pytest.mark.parametrize("check", [checks.mode, checks.hosts, checks.keys, checks.browser])
def test_safe_settings_pass(safe, check):
    assert list(check()) == []


@pytest.mark.parametrize(
    ("setting", "value", "check", "words"),
    [
        ("DEBUG", True, checks.mode, "DEBUG is on"),
        ("DEMONSTRATION", True, checks.mode, "WHITEBEAM_DEMO is on"),
        ("SHOW_COMPONENTS", True, checks.mode, "not production"),
        ("ALLOWED_HOSTS", [], checks.hosts, "names no host"),
        ("ALLOWED_HOSTS", ["*"], checks.hosts, "allows any host"),
        ("PUBLIC_ORIGIN", "http://help.example.org", checks.hosts, "PUBLIC_ORIGIN does not begin"),
        ("STAFF_ORIGIN", "https://help.example.org", checks.hosts, "are the same host"),
        ("SECRET_KEY", "a" * 80, checks.keys, "too short or too simple"),
        ("SESSION_COOKIE_SECURE", False, checks.browser, "SESSION_COOKIE_SECURE is off"),
        ("CSRF_COOKIE_SECURE", False, checks.browser, "CSRF_COOKIE_SECURE is off"),
        ("SESSION_COOKIE_HTTPONLY", False, checks.browser, "SESSION_COOKIE_HTTPONLY is off"),
        ("SECURE_HSTS_SECONDS", 3600, checks.browser, "under a year"),
        ("SECURE_SSL_REDIRECT", False, checks.browser, "SECURE_SSL_REDIRECT is off"),
        ("PASSWORD_HASHERS", ["x.MD5PasswordHasher"], checks.browser, "weak way"),
    ],
)
def test_an_unsafe_setting_is_named(safe, setting, value, check, words):
    setattr(safe, setting, value)

    assert words in named(check)


@pytest.mark.parametrize("place", ["keys/keyring.json", "keys", "."])
def test_keys_that_others_can_read_are_named(safe, place):
    (safe.DATA_FOLDER / place).chmod(0o755)

    assert "can be read by other accounts" in named(checks.keys)


@pytest.mark.walls
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("alter role wb_public superuser", "wb_public is superuser"),
        ("alter role wb_app bypassrls", "wb_app bypasses row-level security"),
        ("alter role wb_worker createrole", "wb_worker may make roles"),
        ("grant wb_owner to wb_app", "wb_app is a member of wb_owner"),
        ("grant wb_sec to wb_app", "wb_app is a member of wb_sec"),
        ("grant wb_bulk to wb_public", "wb_public is a member of wb_bulk"),
        ("create table mine (); alter table mine owner to wb_app", "wb_app owns tables"),
    ],
)
def test_a_role_with_too_much_power_is_named(harm, words):
    """Done, looked at and undone in one transaction of the administrator."""
    with psycopg.connect(administrator()) as own:

        def ask(question, values):
            with own.transaction(force_rollback=True):
                own.execute("set local role wb_app")
                return own.execute(question, values).fetchall()

        before = " ".join(checks.database_roles(ask))
        own.execute(harm)
        after = " ".join(checks.database_roles(ask))
        own.rollback()

    assert before == ""
    assert words in after


@pytest.mark.django_db
def test_a_server_that_may_lose_what_it_acknowledged_is_named():
    """The tests' own server is such a one, which makes it the control."""
    found = named(checks.database_durability)

    assert "fsync is off" in found
    assert "data_checksums" not in found


def test_an_open_line_to_a_far_database_is_named(monkeypatch):
    assert named(checks.database_line) == ""

    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "db.example.org")

    assert "sslmode=verify-full" in named(checks.database_line)
