"""Reasons for late cases are read by all who work; how often each was given is counted in sums."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard, grant

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
MAY = import_module("whitebeam.marac.migrations.0131_walls_of_repeats").MAY
COUNTED = f"""
create function sec.marac_listed_late(since timestamptz, until timestamptz)
  returns table (why text, listed bigint) {HEAD} as $$
  select case when l.label is not null then l.label::text
      when i.late_reason is not null then 'A reason in words alone' else '' end as why, count(*)
  from public.marac_agendaitem i
  left join public.marac_latereason l on l.id = i.late_because_id
  where {MAY} and not i.is_aside and i.listed_at >= since and i.listed_at < until
    and i.case_id <> all((select sec.marac_denied())::uuid[])
  group by 1 order by 2 desc, 1
$$;
grant execute on function sec.marac_listed_late(timestamptz, timestamptz) to wb_app, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0194_late_reasons")]
    operations = [
        grant(("marac_latereason",), "select", "wb_app", "wb_worker", "wb_report", "wb_sec"),
        as_guard(COUNTED),
    ]
