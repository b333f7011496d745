"""The coordinator alone settles a case at screening; whoever works on it reads why.

It is counted apart from what is settled early, in sums for those who count.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
MAY = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"
CLOCK = "(select sec.process()) = 'marac_clock'"
TABLE = "marac_screeningsettlement"
# The function is taken as it stands, so that what others added to it stays.
DENIED = """
do $do$ begin
  execute replace(pg_get_functiondef('sec.marac_things_denied()'::regprocedure), ') x;',
    '  union all select id from public.marac_screeningsettlement where case_id = any(denied) ) x;');
end $do$
"""
COUNTED = f"""
create function sec.marac_screening_settled(since timestamptz, until timestamptz)
  returns table (panel text, area text, settled bigint) {HEAD} as $$
  select n.name::text, a.name::text, count(*)
  from public.marac_screeningsettlement s
  join public.marac_case c on c.id = s.case_id
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_area a on a.id = n.area_id
  where {MAY} and s.decided_at >= since and s.decided_at < until
    and c.id <> all((select sec.marac_denied())::uuid[])
  group by n.id, n.name, a.name order by 2, 1
$$;
grant execute on function sec.marac_screening_settled(timestamptz, timestamptz)
  to wb_app, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0156_settled_at_screening")]
    operations = [
        wall(
            TABLE,
            Allow("select", "wb_app", using=walls.seen(walls.WORKING, TABLE)),
            Allow(
                "insert",
                "wb_app",
                check=walls.acted("COORDINATOR", f"decided_by_id = {walls.ME}"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
            Allow("select", "wb_worker", using=CLOCK),
        ),
        as_guard(DENIED),
        as_guard(COUNTED),
    ]
