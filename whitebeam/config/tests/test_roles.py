"""The database's roles: what each may do, and how a server of someone else gets them."""

import json

import psycopg
import pytest

from whitebeam.config.cluster import AdministratorNeeded, Trouble
from whitebeam.config.cluster.external import ROLES, external_server
from whitebeam.config.cluster.roles import create_database, drop_database, provision_roles

pytestmark = pytest.mark.walls
WEB = ("wb_app", "wb_public", "wb_worker", "wb_broker", "wb_seal", "wb_report")


@pytest.fixture
def admin(running):
    provision_roles(running.address.conninfo())
    create_database(running.address.conninfo(), "whitebeam")
    return running.address.conninfo(database="whitebeam")


def connect(running, user, **more):
    conninfo = running.address.conninfo(user=user, database="whitebeam")
    return psycopg.connect(conninfo, autocommit=True, **more)


def test_can_be_provided_again(running, admin):
    provision_roles(admin)

    assert create_database(admin, "whitebeam") is False


@pytest.mark.parametrize("role", WEB)
def test_a_serving_role_has_no_power(running, admin, role):
    with connect(running, role) as connection:
        powers = connection.execute(
            "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication"
            " or rolinherit or exists (select from pg_auth_members where member = r.oid)"
            " from pg_roles r where rolname = current_user"
        ).fetchone()

        assert powers == (False,)
        for statement in (
            "create table mine ()",
            "create schema mine",
            "create temporary table mine ()",
            "set role wb_owner",
            "set role wb_bulk",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_deploying_role_becomes_an_owner_only_when_it_says_so(running, admin):
    with connect(running, "wb_migrate") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table mine ()")

        connection.execute("set role wb_owner")
        connection.execute("create table mine ()")


def test_only_the_backup_and_bulk_roles_pass_the_rows_wall(running, admin):
    with connect(running, "wb_backup") as connection:
        rows = connection.execute(
            "select rolname from pg_roles where rolbypassrls and rolname like 'wb%' order by 1"
        ).fetchall()

    assert rows == [("wb_backup",), ("wb_bulk",)]


def test_the_backup_reads_and_never_writes(running, admin):
    with connect(running, "wb_migrate", options="-c role=wb_owner") as connection:
        connection.execute("create table kept as select 7 as n")

    with connect(running, "wb_backup") as connection:
        assert connection.execute("select n from kept").fetchone() == (7,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("delete from kept")


def test_has_the_extensions_that_every_server_has(running, admin):
    with connect(running, "wb_app") as connection:
        rows = connection.execute("select extname from pg_extension order by 1").fetchall()

    names = [name for (name,) in rows]
    assert names == ["btree_gist", "fuzzystrmatch", "pg_trgm", "plpgsql", "unaccent"]


def test_the_tests_role_exists_only_when_asked_for(running, admin):
    question = "select count(*) from pg_roles where rolname = 'wb_test'"
    with psycopg.connect(admin) as connection:
        before = connection.execute(question).fetchone()
    provision_roles(admin, test=True)
    with psycopg.connect(admin) as connection:
        after = connection.execute(question).fetchone()

    assert (before, after) == ((0,), (1,))


def test_a_database_is_copied_and_dropped(running, admin):
    with connect(running, "wb_migrate", options="-c role=wb_owner") as connection:
        connection.execute("create table kept as select 7 as n")
    server = running.address.conninfo()

    create_database(server, "copy", template="whitebeam")
    with psycopg.connect(running.address.conninfo(user="wb_backup", database="copy")) as copy:
        assert copy.execute("select n from kept").fetchone() == (7,)
    drop_database(server, "copy")

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(running.address.conninfo(database="copy"))


def test_someone_elses_server_is_provided_by_its_administrator(running, tmp_path, said):
    """An account that may not make roles prints what must be run; once that is done, it serves."""
    secrets = tmp_path / "secrets" / "database.json"
    server = running.address.conninfo()
    provision_roles(server, test=True)
    create_database(server, "whitebeam")
    with psycopg.connect(running.address.conninfo(database="whitebeam")) as connection:
        connection.execute("drop owned by wb_public; drop role wb_public")
    url = running.address.conninfo(user="wb_test", database="whitebeam")

    with pytest.raises(AdministratorNeeded, match="run the statements above"):
        external_server(url, secrets, say=said.append)
    passwords = json.loads(secrets.read_text())
    assert secrets.stat().st_mode & 0o777 == 0o600
    assert not any(password in said[0] for password in passwords.values())
    with psycopg.connect(running.address.conninfo(database="whitebeam")) as connection:
        connection.execute(said[0])

    found = external_server(url, secrets, say=said.append)

    assert found.admin is None
    assert set(found.passwords) == set(ROLES)


def test_someone_elses_server_is_provided_by_us_where_we_may(running, tmp_path, said):
    found = external_server(running.address.conninfo(), tmp_path / "database.json", say=said.append)

    assert found.admin == running.address.conninfo()
    assert said == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("here nothing", "cannot be read"),
        ("host=/nonexistent dbname=x user=x", "does not answer"),
    ],
)
def test_says_what_is_wrong_with_the_address(url, sentence, tmp_path, said):
    with pytest.raises(Trouble, match=sentence):
        external_server(url, tmp_path / "database.json", say=said.append)
