"""Makes the test database once a session, by the same migrations as an installation."""

import os

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from whitebeam.config.cluster import for_tests
from whitebeam.config.cluster.roles import create_database, drop_database
from whitebeam.config.cluster.server import Address
from whitebeam.kernel.installing import install_context_key


def create(worker: str) -> None:
    connection.close()
    _use(for_tests())
    name = _name(worker)
    drop_database(_admin(), name)
    create_database(_admin(), name)
    _change(NAME=name)
    connection.settings_dict["OPTIONS"]["options"] = "-c role=wb_owner"
    call_command("migrate", verbosity=0, interactive=False)
    install_context_key()
    connection.close()
    connection.settings_dict["OPTIONS"]["options"] = "-c role=wb_app"


def drop(worker: str) -> None:
    connection.close()
    drop_database(_admin(), _name(worker))


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
