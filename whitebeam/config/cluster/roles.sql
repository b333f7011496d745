-- The roles of the database (docs/operate.md). Safe to run again.
-- No role inherits another; the deploying role becomes an owner only by SET ROLE.

do $$
declare
  name text;
begin
  foreach name in array array['wb_owner', 'wb_sec', 'wb_bulk'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I', name);
    end if;
    execute format('alter role %I with nologin noinherit nosuperuser nocreatedb nocreaterole noreplication', name);
  end loop;
  foreach name in array array['wb_migrate', 'wb_app', 'wb_worker', 'wb_broker', 'wb_seal',
                              'wb_report', 'wb_public', 'wb_backup'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I', name);
    end if;
    execute format('alter role %I with login noinherit nosuperuser nocreatedb nocreaterole noreplication', name);
  end loop;
end $$;

-- Imports and the demonstration write many rows of many agencies; the backup must read them all.
alter role wb_bulk bypassrls;
alter role wb_backup bypassrls inherit;
alter role wb_owner nobypassrls;
alter role wb_sec nobypassrls;
alter role wb_migrate nobypassrls;
alter role wb_app nobypassrls;
alter role wb_worker nobypassrls;
alter role wb_broker nobypassrls;
alter role wb_seal nobypassrls;
alter role wb_report nobypassrls;
alter role wb_public nobypassrls;

grant wb_owner, wb_sec, wb_bulk to wb_migrate;
grant pg_read_all_data to wb_backup;

-- What a dump reads, it reads without waiting for ever behind a migration; web work gives up early.
alter role wb_app set statement_timeout = '30s';
alter role wb_app set idle_in_transaction_session_timeout = '60s';
-- The sets that walls compare with are unknown when planning, whatever the values: one plan serves.
alter role wb_app set plan_cache_mode = 'force_generic_plan';
alter role wb_public set statement_timeout = '10s';
alter role wb_public set idle_in_transaction_session_timeout = '30s';
alter role wb_migrate set lock_timeout = '10s';
