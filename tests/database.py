"""Makes the test database once a session, by the same migrations as an installation."""

import os

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from whitebeam.kernel.installing import install_context_key


def create(worker: str) -> None:
    name = _name(worker)
    _administer(f"drop database if exists {name} with (force)")
    _administer(f"create database {name} owner wb_owner")
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"]["options"] = "-c role=wb_owner"
    call_command("migrate", verbosity=0, interactive=False)
    install_context_key()
    connection.close()
    connection.settings_dict["OPTIONS"]["options"] = "-c role=wb_app"


def drop(worker: str) -> None:
    connection.close()
    _administer(f"drop database if exists {_name(worker)} with (force)")


def _name(worker: str) -> str:
    return f"whitebeam_test_{worker}_{os.getpid()}"


def _administer(statement: str) -> None:
    db = settings.DATABASES["default"]
    with psycopg.connect(
        host=db["HOST"],
        port=db["PORT"] or None,
        dbname="postgres",
        user="whitebeam",
        autocommit=True,
    ) as administrator:
        administrator.execute(statement)
