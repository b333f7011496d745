-- The role of the test suite, which must become each of the others. Never on a server in use.

do $$
begin
  if not exists (select from pg_roles where rolname = 'wb_test') then
    create role wb_test;
  end if;
end $$;
alter role wb_test with login noinherit nosuperuser nocreatedb nocreaterole nobypassrls;
grant wb_owner, wb_sec, wb_bulk, wb_app, wb_worker, wb_broker, wb_seal, wb_report, wb_public,
  wb_backup to wb_test;
