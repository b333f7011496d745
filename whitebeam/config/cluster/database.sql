-- One database of Whitebeam: owned by wb_owner, closed to everyone who is not named. Safe to run again.

do $$
declare
  here text := current_database();
begin
  execute format('alter database %I owner to wb_owner', here);
  execute format('revoke all on database %I from public', here);
  execute format('grant connect on database %I to wb_migrate, wb_app, wb_worker, wb_broker, wb_seal,
                  wb_report, wb_public, wb_backup', here);
  -- The security functions' owner makes its own schema (kernel migration 0001).
  execute format('grant create on database %I to wb_sec', here);
  if exists (select from pg_roles where rolname = 'wb_test') then
    execute format('grant connect on database %I to wb_test', here);
  end if;
end $$;
alter schema public owner to wb_owner;
revoke create on schema public from public;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['pg_trgm', 'unaccent', 'fuzzystrmatch', 'btree_gist'] loop
    if exists (select from pg_available_extensions e where e.name = wanted) then
      execute format('create extension if not exists %I', wanted);
    end if;
  end loop;
end $$;
