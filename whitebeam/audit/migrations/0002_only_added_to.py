"""The one way to write an entry, and the walls: nothing here is ever changed or taken away.

`audit.add` takes who acts, for whom and why from the signed context, so that no statement of the
web role can name somebody else. Trigger and grants stop everyone short of a superuser; the seal
shows what a superuser did.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

TABLES = ("audit_entry", "audit_leaf", "audit_head")

# Whole numbers only: a number with a fraction has no one canonical form to be hashed.
DETAILS = """
alter table audit_entry add constraint audit_details_are_codes check (
  jsonb_typeof(details) = 'object'
  and length(details::text) <= 4000
  and not jsonb_path_exists(details, '$.** ? (@.type() == "number" && @ != @.floor())')
)
"""

FUNCTIONS = """
create schema audit;
grant usage on schema audit
  to wb_owner, wb_app, wb_worker, wb_broker, wb_seal, wb_report, wb_bulk;

-- A migration that changes a wall replaces this.
create function audit.policy_version() returns text immutable
  set search_path = pg_catalog, pg_temp language sql as $$ select '1' $$;

create function audit.acted_for(claims text[]) returns uuid[] stable
  set search_path = pg_catalog, audit, sec, pg_temp language plpgsql as $$
begin
  if claims[2] <> '' then
    return array[claims[2]::uuid];
  elsif claims[1] like 'user:%' then
    return sec.agencies_writing();
  end if;
  return '{}';
end $$;

create function audit.add(
  verb text, subject_label text, subject_id text, person_id uuid, field_classes text[],
  reason bytea, decision text, details jsonb
) returns void volatile security definer
  set search_path = pg_catalog, audit, sec, pg_temp language plpgsql as $$
declare
  claims text[] := sec.claims();
begin
  insert into public.audit_entry (
    at, who, agencies, purpose, request_id, verb, subject_label, subject_id, person_id,
    field_classes, reason, decision, policy_version, details
  ) values (
    clock_timestamp(), claims[1], audit.acted_for(claims), claims[3], claims[4], verb,
    coalesce(subject_label, ''), coalesce(subject_id, ''), person_id,
    coalesce(field_classes, '{}'), reason, decision, audit.policy_version(),
    coalesce(details, '{}')
  );
end $$;

create function audit.refuse_change() returns trigger
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  raise exception 'the audit is only added to: % of % refused', tg_op, tg_table_name
    using errcode = '42501';
end $$;

revoke all on function audit.policy_version(), audit.acted_for(text[]), audit.refuse_change(),
  audit.add(text, text, text, uuid, text[], bytea, text, jsonb) from public;
grant execute on function audit.add(text, text, text, uuid, text[], bytea, text, jsonb)
  to wb_app, wb_worker, wb_broker, wb_seal, wb_report, wb_bulk;
grant execute on function audit.refuse_change() to wb_owner
"""

REFUSALS = ";\n".join(
    f"create trigger refuse_change before update or delete or truncate on {table}"
    f" for each statement execute function audit.refuse_change();"
    f" alter table {table} enable always trigger refuse_change"
    for table in TABLES
)
LOADERS_MAY_NOT = f"""
revoke all on {", ".join(TABLES)} from wb_bulk;
revoke all on audit_entry_id_seq from wb_bulk
"""
SEALING = "(select sec.process()) = 'seal'"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_starting_tables"),
        ("kernel", "0001_signed_context"),
    ]
    operations = [
        migrations.RunSQL(DETAILS, migrations.RunSQL.noop),
        as_guard(FUNCTIONS),
        migrations.RunSQL(REFUSALS, migrations.RunSQL.noop),
        migrations.RunSQL(LOADERS_MAY_NOT, migrations.RunSQL.noop),
        wall(
            "audit_entry",
            Allow("insert", "wb_sec", check="who = (select (sec.claims())[1])"),
            Allow("select", "wb_seal", using=SEALING),
        ),
        wall(
            "audit_leaf",
            Allow("select", "wb_seal", using=SEALING),
            Allow("insert", "wb_seal", check=SEALING),
        ),
        wall(
            "audit_head",
            Allow("select", "wb_seal", using=SEALING),
            Allow("insert", "wb_seal", check=SEALING),
        ),
        grant(TABLES, "select", "wb_backup"),
    ]
