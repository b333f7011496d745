"""Makes the test database by the same migrations as an installation, once for each set of them.

Every session and every worker gets its own copy of that template, which takes a moment.
"""

import os

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from whitebeam.config.cluster import for_tests
from whitebeam.config.cluster.roles import create_database, database_exists, drop_database
from whitebeam.config.cluster.server import Address
from whitebeam.config.command.stamps import migrations_stamp
from whitebeam.kernel.installing import install_context_key

TEMPLATE = "whitebeam_template_"
ONE_AT_A_TIME = "select pg_advisory_lock(7701200501)"


def create(worker: str) -> None:
    connection.close()
    _use(for_tests())
    with psycopg.connect(_admin(), autocommit=True) as admin:
        admin.execute(ONE_AT_A_TIME)
        template = _template(admin)
        drop_database(_admin(), _name(worker))
        create_database(_admin(), _name(worker), template=template)
    _change(NAME=_name(worker))
    connection.settings_dict["OPTIONS"]["options"] = "-c role=wb_owner"
    install_context_key()
    connection.close()
    connection.settings_dict["OPTIONS"]["options"] = "-c role=wb_app"


def drop(worker: str) -> None:
    connection.close()
    drop_database(_admin(), _name(worker))


def _template(admin: psycopg.Connection) -> str:
    name = TEMPLATE + migrations_stamp()[:16]
    if not database_exists(admin, name):
        _drop_templates(admin)
        _migrate(f"{name}_making")
        rename = sql.SQL("alter database {} rename to {}")
        admin.execute(rename.format(sql.Identifier(f"{name}_making"), sql.Identifier(name)))
    return name


def _drop_templates(admin: psycopg.Connection) -> None:
    """Remove what older migrations, or a session that was stopped, left behind."""
    question = "select datname from pg_database where starts_with(datname, %s)"
    for (old,) in admin.execute(question, [TEMPLATE]).fetchall():
        drop_database(_admin(), old)


def _migrate(name: str) -> None:
    create_database(_admin(), name)
    _change(NAME=name)
    connection.settings_dict["OPTIONS"]["options"] = "-c role=wb_owner"
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _name(worker: str) -> str:
    return f"whitebeam_test_{worker}_{os.getpid()}"


def _use(server: dict[str, str]) -> None:
    """Point the settings at the server given, or at one that is kept for tests."""
    keys = {"HOST": "WHITEBEAM_DB_HOST", "PORT": "WHITEBEAM_DB_PORT", "USER": "WHITEBEAM_DB_USER"}
    _change(**{name: server[key] for name, key in keys.items() if key in server})


def _change(**values: str) -> None:
    settings.DATABASES["default"].update(values)
    connection.settings_dict.update(values)


def _admin() -> str:
    db = settings.DATABASES["default"]
    return Address(db["HOST"], db["PORT"] or 5432).conninfo()
