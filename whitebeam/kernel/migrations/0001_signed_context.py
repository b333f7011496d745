"""The schema `sec`: verifies the signed context before any row about a person is seen.

The HMAC needs no extension: with the two padded keys stored beforehand, HMAC-SHA256 is two calls of
the core function sha256.
"""

from django.db import migrations

GRANTS = """
do $$ begin
  execute format('grant create on database %I to wb_sec', current_database());
end $$;
grant usage on schema public to wb_sec, wb_app, wb_worker, wb_broker, wb_seal, wb_report,
  wb_public, wb_backup, wb_bulk;
alter default privileges in schema public grant select, insert, update, delete on tables to wb_bulk;
alter default privileges in schema public grant usage, select on sequences to wb_bulk;
alter default privileges in schema public grant select on tables to wb_backup;
alter default privileges in schema public grant select on sequences to wb_backup;
"""

SEC = """
set role wb_sec;
create schema sec;
grant usage on schema sec to wb_owner, wb_app, wb_worker, wb_broker, wb_seal, wb_report, wb_bulk;
-- Without a schema: a revoke in one schema does not undo the right that PUBLIC has everywhere.
alter default privileges revoke execute on functions from public;

create table sec.ctx_key (
  id int primary key check (id = 1),
  inner_pad bytea not null check (length(inner_pad) = 64),
  outer_pad bytea not null check (length(outer_pad) = 64)
);

create function sec.claims() returns text[] stable security definer
  set search_path = pg_catalog, sec, pg_temp language plpgsql as $$
declare
  c text := nullif(current_setting('wb.ctx', true), '');
  p text[];
  good boolean;
begin
  if c is null then
    raise exception 'no security context' using errcode = '42501';
  end if;
  p := string_to_array(c, '|');
  if array_length(p, 1) <> 8 then
    raise exception 'bad security context' using errcode = '42501';
  end if;
  select encode(sha256(k.outer_pad || sha256(k.inner_pad
           || convert_to(array_to_string(p[1:7], '|'), 'UTF8'))), 'hex') = p[8]
    into good from sec.ctx_key k;
  if not coalesce(good, false) then
    raise exception 'forged security context' using errcode = '42501';
  end if;
  if p[5]::int <> pg_backend_pid()
     or p[6]::bigint <> (extract(epoch from transaction_timestamp()) * 1000000)::bigint then
    raise exception 'replayed security context' using errcode = '42501';
  end if;
  if p[7]::bigint < extract(epoch from clock_timestamp()) then
    raise exception 'expired security context' using errcode = '42501';
  end if;
  return p;
end $$;

create function sec.uid() returns uuid stable security definer
  set search_path = pg_catalog, sec, pg_temp language plpgsql as $$
declare p text[] := sec.claims();
begin
  if p[1] not like 'user:%' then
    raise exception 'no user in the security context' using errcode = '42501';
  end if;
  return substr(p[1], 6)::uuid;
end $$;

create function sec.process() returns text stable security definer
  set search_path = pg_catalog, sec, pg_temp language plpgsql as $$
declare p text[] := sec.claims();
begin
  if p[1] not like 'process:%' then
    raise exception 'no process in the security context' using errcode = '42501';
  end if;
  return substr(p[1], 9);
end $$;

create function sec.today() returns date stable
  set search_path = pg_catalog, pg_temp language sql as $$
  select (transaction_timestamp() at time zone 'Europe/London')::date
$$;

grant execute on function sec.claims() to wb_app, wb_worker, wb_broker, wb_seal, wb_report;
grant execute on function sec.uid() to wb_app, wb_broker, wb_report;
grant execute on function sec.process() to wb_worker, wb_seal, wb_broker;
grant execute on function sec.today() to wb_app, wb_worker, wb_broker, wb_report, wb_owner;
set role wb_owner;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(SEC, migrations.RunSQL.noop),
    ]
