"""On which grounds cases come to MARAC is counted in sums; whoever reads no case reads no ground."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
MAY = import_module("whitebeam.marac.migrations.0131_walls_of_repeats").MAY
# The row without a kind counts the cases: one case may have several grounds.
COUNTED = f"""
create function sec.marac_grounds_counted(since timestamptz, until timestamptz)
  returns table (kind text, cases bigint) {HEAD} as $$
  with referred as (
    select c.id from public.marac_case c
    where {MAY} and c.referred_at >= since and c.referred_at < until
      and c.id <> all((select sec.marac_denied())::uuid[]))
  select '', count(*) from referred having count(*) > 0
  union all
  select g.kind::text, count(distinct g.case_id)
  from public.marac_ground g join referred r on r.id = g.case_id group by g.kind
$$;
grant execute on function sec.marac_grounds_counted(timestamptz, timestamptz) to wb_app, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0233_walls_of_reading_screened_again")]
    operations = [
        rewall("marac_ground", Allow("select", "wb_sec", using="id is not null")),
        as_guard(COUNTED),
    ]
