"""The second wall, read from the database's own catalogue (docs/security.md)."""

import re

import pytest

from tests.architecture import catalogue
from tests.roles import as_role

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

# Functions whose answer is computed once a query, as `(select sec.…())`, of a constant at most.
ONCE = re.compile(r"\( *SELECT +\(?(sec|audit)\.\w+\(('[^']*'::text)?\)", re.IGNORECASE)
CALL = re.compile(r"\b(sec|audit)\.(\w+)\(")


@pytest.fixture(autouse=True)
def _as_owner():
    with as_role("wb_owner"):
        yield


def test_every_table_is_walled_or_a_written_exception():
    open_tables = [
        name
        for name, _owner, walled, forced in catalogue.tables()
        if not (walled and forced) and not catalogue.is_excepted(name)
    ]

    assert open_tables == []


def test_the_owner_owns_every_table():
    assert {owner for _, owner, _, _ in catalogue.tables()} == {"wb_owner"}


def test_every_granted_command_on_a_walled_table_has_its_policy():
    walled = {name for name, _, is_walled, _ in catalogue.tables() if is_walled}
    allowed = {
        (table, role, command)
        for table, _, command, roles, _, _ in catalogue.policies()
        for role in roles
    }
    bare = [
        (table, role, privilege)
        for table, role, privilege in catalogue.table_grants()
        if table in walled and (table, role, privilege) not in allowed
    ]

    assert bare == []


def test_no_policy_is_true_and_every_write_is_checked():
    faults = [
        (table, policy)
        for table, policy, command, _, using, check in catalogue.policies()
        if using.strip("() ") == "true"
        or check.strip("() ") == "true"
        or (command in {"INSERT", "UPDATE"} and not check)
        or command == "ALL"
    ]

    assert faults == []


def test_reading_calls_no_function_for_each_row():
    per_row = [
        (table, policy, using)
        for table, policy, _, _, using, _ in catalogue.policies()
        if len(CALL.findall(using)) > len(ONCE.findall(using))
    ]

    assert per_row == []


def test_what_hangs_on_a_person_is_walled_as_she_is():
    hers = catalogue.reading_in_general("people_person", "id")

    assert {
        table: theirs
        for table in catalogue.HANGS_ON_A_PERSON
        if (theirs := catalogue.reading_in_general(table, "person_id")) != hers
    } == {}


def test_only_the_security_role_reads_without_a_condition():
    unconditional = {
        role
        for _, _, _, roles, using, _ in catalogue.policies()
        for role in roles
        if using in {"(id IS NOT NULL)", "id IS NOT NULL"}
    }

    assert unconditional == {"wb_sec"}


def test_definer_functions_belong_to_the_security_role_with_a_fixed_path():
    faults = [
        name
        for name, owner, settings, is_public in catalogue.definer_functions()
        if owner != "wb_sec"
        or is_public
        or not any(s.startswith("search_path=pg_catalog") for s in settings or ())
    ]

    assert faults == []


def test_app_roles_have_no_power_beyond_their_grants():
    powerful = catalogue.rows(
        "select rolname from pg_roles where rolname = any(%s)"
        " and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)",
        list(catalogue.APP_ROLES),
    )
    members = catalogue.rows(
        "select r.rolname, g.rolname from pg_auth_members m"
        " join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid"
        " where r.rolname = any(%s)",
        list(catalogue.APP_ROLES),
    )
    excess = [
        grant
        for grant in catalogue.table_grants()
        if grant[2] in {"TRUNCATE", "REFERENCES", "TRIGGER"}
    ]

    assert (powerful, members, excess) == ([], [], [])


def test_nothing_cascades_between_tables():
    assert (
        catalogue.rows(
            "select conname from pg_constraint where contype = 'f' and confdeltype <> 'a'"
            " and conrelid::regclass::text !~ '^(procrastinate|auth|account|mfa|socialaccount)_'"
        )
        == []
    )


def test_no_trigger_is_disabled():
    assert catalogue.rows("select tgname from pg_trigger where tgenabled = 'D'") == []


def test_views_see_with_the_eyes_of_the_asker():
    assert (
        catalogue.rows(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname = 'public' and c.relkind = 'v'"
            " and not coalesce('security_invoker=true' = any(c.reloptions), false)"
        )
        == []
    )


def test_the_public_site_reads_nothing_but_helplines_and_the_plan():
    readable = {table for table, role, _ in catalogue.table_grants() if role == "wb_public"}

    assert readable == {
        "directory_helpline",
        "strategy_change",
        "strategy_framework",
        "strategy_project",
        "strategy_strand",
    }


def test_the_web_role_has_no_right_to_the_confidential_location():
    rights = [
        grant for grant in catalogue.table_grants() if grant[0] == "people_confidentiallocation"
    ]

    assert rights == []
