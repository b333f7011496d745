"""The agencies at which the acting user has one of some duties, for walls that ask by duty."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
PARTNERSHIP = (
    "'{GUARD_RECORDS,CONFIGURE_PARTNERSHIP,COORDINATE_MATCHES,COORDINATE_MARAC,CHAIR_MARAC,"
    "VIEW_MARAC_FIGURES,KEEP_PLAN,KEEP_GROUPS,KEEP_INDICATORS}'::varchar[]"
)

BY_DUTY = f"""
create function sec.works() returns jsonb volatile {HEAD} language plpgsql as $$
declare
  kept text := sec.recall('works');
begin
  if kept is null then
    select sec.remember('works', coalesce(
        jsonb_agg(jsonb_build_object('at', m.agency_id, 'as', m.duties)), '[]')::text)
      into kept
      from public.partners_membership m
      join public.partners_agency a on a.id = m.agency_id and a.status = 'ACTIVE'
      join public.accounts_user u on u.id = m.user_id and u.is_active
      where m.user_id = sec.uid() and a.kind <> 'GUEST'
        and m.starts_on <= sec.today() and (m.ends_on is null or m.ends_on >= sec.today());
  end if;
  return kept::jsonb;
end $$;
create function sec.agencies_with(duties text) returns uuid[] stable {HEAD} language sql as $$
  select coalesce(array_agg((work ->> 'at')::uuid), '{{}}')
  from jsonb_array_elements(sec.works()) work
  where work -> 'as' ?| string_to_array(duties, ',')
$$;
create or replace function sec.may_give(given varchar[]) returns boolean stable {HEAD}
language sql as $$
  select not given && {PARTNERSHIP} or sec.holds('CONFIGURE_PARTNERSHIP')
$$;
grant execute on function sec.agencies_with(text) to wb_app, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0006_more_duties"),
        ("kernel", "0002_remembered_sets"),
    ]
    operations = [as_guard(BY_DUTY)]
