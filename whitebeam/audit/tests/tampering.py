"""What only somebody with the owner's power over the database could do."""

from django.db import connection

from tests.roles import as_role

TABLES = ("audit_entry", "audit_leaf", "audit_head")


def tamper(*statements):
    """Run these past trigger and wall, and put both back as if nothing had been."""
    with as_role("wb_owner"), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger refuse_change")
            cursor.execute(f"alter table {table} no force row level security")
        for statement in statements:
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"alter table {table} enable always trigger refuse_change")
            cursor.execute(f"alter table {table} force row level security")
