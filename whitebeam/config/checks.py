"""What must be true before real people are served. Each fault is one sentence that names it.

A check takes nothing, reads the settings and the database as the web's own role, and yields faults.
Add one by writing a function and naming it in CHECKS.
"""

import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import django
from django.conf import settings
from django.core import checks
from django.db import OperationalError, connection

from whitebeam.marac.rules.guides import ROLES
from whitebeam.marac.rules.needed import NEEDED

Check = Callable[[], Iterator[str]]
Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
ONE_YEAR = 31_536_000
WEB_ROLES = ("wb_app", "wb_public", "wb_worker")
NEAR = {"localhost", "127.0.0.1", "::1"}
DURABLE = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")


def ask(question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of the answer, as the web's own role sees them."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def django_own() -> Iterator[str]:
    for message in checks.run_checks(include_deployment_checks=True):
        if message.level >= checks.WARNING and not message.is_silenced():
            yield f"{message.id}: {message.msg}"


def mode() -> Iterator[str]:
    if settings.DEBUG:
        yield "DEBUG is on: error pages would show what people told us."
    if settings.DEMONSTRATION:
        yield "WHITEBEAM_DEMO is on: anyone could sign in with one click."
    if settings.SHOW_COMPONENTS:
        yield "WHITEBEAM_MODE is not production."


def hosts() -> Iterator[str]:
    if not settings.ALLOWED_HOSTS:
        yield "WHITEBEAM_HOSTS names no host: no page could be served."
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        yield "WHITEBEAM_HOSTS allows any host."
    origins = {"PUBLIC": settings.PUBLIC_ORIGIN, "STAFF": settings.STAFF_ORIGIN}
    for name, origin in origins.items():
        if not origin.startswith("https://"):
            yield f"WHITEBEAM_{name}_ORIGIN does not begin with https://."
    if settings.PUBLIC_ORIGIN == settings.STAFF_ORIGIN:
        yield "WHITEBEAM_PUBLIC_ORIGIN and WHITEBEAM_STAFF_ORIGIN are the same host."


def keys() -> Iterator[str]:
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 10:
        yield "The secret key is too short or too simple."
    for path in (settings.KEYRING.path, settings.KEYRING.path.parent, settings.DATA_FOLDER):
        allowed = 0o711 if path == settings.DATA_FOLDER else 0o700
        if stat.S_IMODE(path.stat().st_mode) & ~allowed:
            yield f"{path} can be read by other accounts of this machine."


def post() -> Iterator[str]:
    has_mail = "smtp" in settings.EMAIL_BACKEND
    if not (settings.NOTIFY_KEY or has_mail):
        yield "WHITEBEAM_MAIL_URL and WHITEBEAM_NOTIFY_KEY are empty: no message would leave."
    if settings.NOTIFY_KEY and not settings.NOTIFY_TEMPLATE:
        yield "WHITEBEAM_NOTIFY_TEMPLATE is empty: Notify would refuse every message."
    if settings.NOTIFY_KEY and len(settings.NOTIFY_RECEIPT_TOKEN) < 32:
        yield "WHITEBEAM_NOTIFY_RECEIPT_TOKEN is under 32 characters: receipts could be forged."
    is_plain = has_mail and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if is_plain and settings.EMAIL_HOST not in NEAR:
        yield "WHITEBEAM_MAIL_URL turns encryption off for a mail server elsewhere."


def browser() -> Iterator[str]:
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"):
        if not getattr(settings, name):
            yield f"{name} is off: a sign-in could be stolen."
    if settings.SECURE_HSTS_SECONDS < ONE_YEAR:
        yield "SECURE_HSTS_SECONDS is under a year."
    if not settings.SECURE_SSL_REDIRECT:
        yield "SECURE_SSL_REDIRECT is off: pages would be served without encryption."
    if any("MD5" in hasher or "SHA1" in hasher for hasher in settings.PASSWORD_HASHERS):
        yield "PASSWORD_HASHERS holds a weak way to store passwords."


def database_roles(ask: Ask = ask) -> Iterator[str]:
    question = """
        select rolname, rolsuper, rolbypassrls, rolcreaterole or rolcreatedb,
          pg_has_role(rolname, 'wb_owner', 'member'), pg_has_role(rolname, 'wb_sec', 'member'),
          pg_has_role(rolname, 'wb_bulk', 'member'),
          exists (select from pg_class where relowner = r.oid)
        from pg_roles r where rolname = any(%s) or rolname = current_user order by rolname
    """
    faults = (
        "is superuser",
        "bypasses row-level security (BYPASSRLS)",
        "may make roles or databases",
        "is a member of wb_owner",
        "is a member of wb_sec",
        "is a member of wb_bulk",
        "owns tables",
    )
    for role, *found in ask(question, [list(WEB_ROLES)]):
        for fault, is_true in zip(faults, found, strict=True):
            if is_true:
                yield f"The database role {role} {fault}."


def database_durability() -> Iterator[str]:
    for name in DURABLE:
        [(value,)] = ask("select current_setting(%s)", [name])
        if value in {"off", "local"}:
            yield f"PostgreSQL's {name} is {value}: what was acknowledged could be lost."


def database_demonstration() -> Iterator[str]:
    [(held,)] = ask(
        "select coalesce(shobj_description(oid, 'pg_database') like %s, false)"
        " from pg_database where datname = current_database()",
        ['%"demo": "made"%'],
    )
    if held:
        yield "The database holds a demonstration: its invented users could sign in."


def database_line() -> Iterator[str]:
    host = str(settings.DATABASES["default"]["HOST"])
    tls = settings.DATABASES["default"]["OPTIONS"].get("sslmode")  # type: ignore[attr-defined]  # the options are a mapping
    is_near = host.startswith("/") or host in NEAR
    if not is_near and tls != "verify-full":
        yield "DATABASE_URL lacks sslmode=verify-full: the line to the database could be read."


def unset(ask: Ask = ask) -> Iterator[str]:
    """What the partnership must decide before its panels can work. The rest is served without."""
    question = """
        select distinct wanted.key from marac_panel p, unnest(%s::text[]) as wanted (key)
        where not exists (
          select from partners_localsetting s
          where s.key = wanted.key and s.withdrawn_at is null and s.starts_on <= current_date
            and (s.area_id is null or s.area_id = p.area_id))
        order by wanted.key
    """
    for (key,) in ask(question, [[*NEEDED, *(f"text.marac.{role}" for role in ROLES)]]):
        yield f"The setting {key} holds nowhere, or not for every panel: set it, or load a pack."


CHECKS: list[Check] = [
    django_own,
    mode,
    hosts,
    keys,
    post,
    browser,
    database_roles,
    database_durability,
    database_demonstration,
    database_line,
]


def faults() -> list[str]:
    """Return every fault, each as one sentence."""
    try:
        return [fault for check in CHECKS for fault in check()]
    except OperationalError:
        return ["The database does not answer, so its walls could not be checked."]


def gaps() -> list[str]:
    """Return what is not set yet, each as one sentence; nothing if the database does not answer."""
    try:
        return list(unset())
    except OperationalError:
        return []


def main() -> int:
    django.setup()
    found = faults()
    for fault in found:
        print(f"unsafe: {fault}", file=sys.stderr)
    for gap in gaps():
        print(f"not set: {gap}", file=sys.stderr)
    if not found:
        print(f"All {len(CHECKS)} groups of checks passed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
