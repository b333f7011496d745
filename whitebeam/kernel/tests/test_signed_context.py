"""The context that says who acts: absent, forged, replayed or expired, it raises."""

import time
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from whitebeam.kernel import context
from whitebeam.kernel.context import Acting, acting

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


def ask(sql="select sec.uid()", *, context_string=None):
    with transaction.atomic(), connection.cursor() as cursor:
        if context_string is not None:
            cursor.execute("select set_config('wb.ctx', %s, true)", [context_string])
        cursor.execute(sql)
        return cursor.fetchone()[0]


def here():
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_backend_pid(),"
            " (extract(epoch from transaction_timestamp()) * 1000000)::bigint"
        )
        return cursor.fetchone()


def context_with(*, key=None, pid_off=0, began_off=0, now=None):
    pid, began = here()
    return context.signed(
        Acting.user(uuid4()),
        pid=pid + pid_off,
        began=began + began_off,
        now=now or time.time(),
        key=key or settings.KEYRING.context_key,
    )


def test_names_the_acting_user():
    someone = uuid4()

    with acting(Acting.user(someone)):
        assert ask() == someone


def test_raises_when_nobody_acts():
    with pytest.raises(ProgrammingError, match="no security context"):
        ask()


def test_raises_when_nobody_acts_any_more():
    with acting(Acting.user(uuid4())):
        ask()

    with pytest.raises(ProgrammingError, match="no security context"):
        ask()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"key": b"x" * 32}, "forged"),
        ({"pid_off": 1}, "replayed"),
        ({"began_off": -1}, "replayed"),
        ({"now": 1_000_000}, "expired"),
    ],
)
def test_raises_on_a_context_that_is(fault, sentence):
    with pytest.raises(ProgrammingError, match=f"{sentence} security context"):
        ask(context_string=context_with(**fault))


def test_raises_when_one_character_of_the_user_is_changed():
    forged = context_with().replace("user:", "user:0", 1)

    with pytest.raises(ProgrammingError, match="forged"):
        ask(context_string=forged)


def test_a_process_is_no_user_and_a_user_is_no_process():
    with (
        acting(Acting.process("clock")),
        pytest.raises(ProgrammingError, match="no user in the security context"),
    ):
        ask()


@pytest.mark.parametrize(
    "sql",
    [
        "select * from sec.ctx_key",
        "update sec.ctx_key set inner_pad = outer_pad",
        "create table public.mine (a int)",
        "create function public.mine() returns int language sql as 'select 1'",
        "set role wb_owner",
    ],
)
def test_the_web_role_cannot(sql):
    db = settings.DATABASES["default"]
    web = psycopg.connect(host=db["HOST"], dbname=db["NAME"], user="wb_app")

    with web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(sql)
