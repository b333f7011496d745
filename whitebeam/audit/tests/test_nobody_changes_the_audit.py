"""No role but the sealer adds leaves and heads; no role at all changes or removes anything."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from tests.roles import as_role
from whitebeam.audit.services.heads_file import HeadsFile
from whitebeam.kernel.context import Acting, acting

from .sealed_logs import as_sealer, record_some, seal_now

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

ROLES = (
    "wb_owner", "wb_sec", "wb_app", "wb_worker", "wb_broker", "wb_seal", "wb_report", "wb_public",
    "wb_backup", "wb_bulk",
)  # fmt: skip
TABLES = ("audit_entry", "audit_leaf", "audit_head")
INSERTS = {
    "audit_entry": "(id, at, who) values (1, now(), 'process:x')",
    "audit_leaf": "(position, entry_id, hash) values (9, 9, sha256(''))",
    "audit_head": "(size, root) values (9, sha256(''))",
}


def refused(role, statement):
    with (
        as_role(role),
        acting(Acting.process("clerk")),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("table", TABLES)
def test_no_role_changes_or_removes_a_row(role, table, tmp_path):
    record_some(1)
    seal_now(HeadsFile(tmp_path))
    column = {"audit_entry": "verb", "audit_leaf": "entry_id", "audit_head": "key_id"}[table]

    for statement in (
        f"update {table} set {column} = {column}",
        f"delete from {table}",
        f"truncate {table}",
    ):
        with pytest.raises(DatabaseError, match=r"permission denied|only added to"):
            refused(role, statement)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("table", TABLES)
def test_no_role_inserts_past_the_function_or_the_sealer(role, table):
    with pytest.raises(DatabaseError, match=r"permission denied|row-level security|process in the"):
        refused(role, f"insert into {table} {INSERTS[table]}")


@pytest.mark.parametrize("role", ["wb_app", "wb_worker", "wb_bulk", "wb_public"])
def test_no_other_role_reads_leaves_or_heads(role):
    with pytest.raises(DatabaseError, match="permission denied"):
        refused(role, "select * from audit_leaf")


def test_the_seal_role_under_another_name_sees_no_entry():
    record_some(1)

    with as_role("wb_seal"), acting(Acting.process("clerk")), connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_entry")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("constraint", "statement"),
    {
        "audit_leaf_holds_each_entry_once": "audit_leaf select 9, entry_id, hash from audit_leaf",
        "audit_leaf_position_is_counted_from_0": "audit_leaf values (-1, 9, sha256(''))",
        "audit_leaf_hash_is_sha256": "audit_leaf values (9, 9, 'short')",
        "audit_head_is_of_something": "audit_head select 0, root, signed_at, key_id, signature,"
        " frontier from audit_head",
        "audit_head_root_is_sha256": "audit_head select 9, 'short', signed_at, key_id, signature,"
        " frontier from audit_head",
        "audit_head_is_signed": "audit_head select 9, root, signed_at, key_id, 'short', frontier"
        " from audit_head",
    }.items(),
)
def test_the_sealer_is_held_to_the_shape_of_the_log(constraint, statement, tmp_path):
    record_some(1)
    seal_now(HeadsFile(tmp_path))

    with (
        as_sealer(),
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"insert into {statement}")
