"""Who takes part in a case reads its actions; to whoever is kept from it they were never made."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
ME, WORKING = walls.ME, walls.WORKING
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
OF_CASE = "exists (select 1 from marac_caseaction c where c.action_id = actions_action.id)"

FUNCTIONS = f"""
create function sec.actions_denied_by_marac() returns uuid[] stable {HEAD} language plpgsql as $$
declare
  cases uuid[] := sec.marac_denied();
begin
  if cases = '{{}}' then
    return '{{}}';
  end if;
  return (select coalesce(array_agg(c.action_id), '{{}}')
          from public.marac_caseaction c where c.case_id = any(cases));
end $$;

-- The posting process asks for one reader and one action before an e-mail leaves.
create function sec.keeps_marac_action_from(reader uuid, thing uuid) returns boolean
  stable {HEAD} language sql as $$
  with mine as (
    select m.agency_id, m.team_id from public.partners_membership m
    where m.user_id = reader and m.starts_on <= sec.today()
      and (m.ends_on is null or m.ends_on >= sec.today())
  )
  select exists (
    select 1 from public.marac_caseaction c
    join public.marac_caseblock b on b.case_id = c.case_id and b.lifted_at is null
    where c.action_id = thing
      and (b.user_id = reader or b.agency_id in (select agency_id from mine)
           or b.team_id in (select team_id from mine)))
$$;

-- The raiser need not know whom a case is about; the link says it.
create function sec.marac_action_about(link uuid) returns void volatile {HEAD} language plpgsql as $$
begin
  insert into public.actions_actionperson (id, created_at, updated_at, action_id, person_id)
    select gen_random_uuid(), clock_timestamp(), clock_timestamp(), c.action_id, p.person_id
    from public.marac_caseaction c
    join public.marac_caseperson p on p.case_id = c.case_id and p.person_id is not null
    where c.id = link and c.added_by_id = sec.me()
      and sec.marac_takes_part(c.case_id, '{WORKING}')
    on conflict (action_id, person_id) do nothing;
end $$;

create function sec.marac_action_rings() returns trigger volatile {HEAD} language plpgsql as $$
begin
  perform pg_notify('whitebeam_meeting', c.meeting_id::text)
    from public.marac_caseaction c where c.action_id = new.id and c.meeting_id is not null;
  return new;
end $$;

grant execute on function sec.marac_action_about(uuid) to wb_app;
grant execute on function sec.marac_action_rings() to wb_owner
"""
RINGING = """
create function marac_case_action_added() returns trigger
  set search_path = public, pg_temp language plpgsql as $$
begin
  perform pg_notify('whitebeam_meeting', new.meeting_id::text);
  return new;
end $$;
create trigger rings after insert on marac_caseaction
  for each row when (new.meeting_id is not null) execute function marac_case_action_added();
create trigger rings after update on actions_action
  for each row execute function sec.marac_action_rings()
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0032_case_actions"), ("actions", "0002_walls")]
    operations = [
        grant(["marac_caseaction"], "select", "wb_sec"),
        wall(
            "marac_caseaction",
            Allow("select", "wb_app", using=walls.seen(WORKING, "marac_caseaction")),
            Allow(
                "insert",
                "wb_app",
                check=walls.acted(WORKING, f"added_by_id = {ME}", "sec.sees_action(action_id)"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        as_guard(FUNCTIONS),
        wall("actions_action", Allow("select", "wb_app", using=OF_CASE, named="of_case")),
        migrations.RunSQL(RINGING, migrations.RunSQL.noop),
    ]
