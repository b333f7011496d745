"""Returns are read by whoever coordinates or sees how the panels work; sums come from the database.

The steering group reads no case, so the database counts volume and waits for it, leaving out what was
never made for the asker.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall, wall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
MAY = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"
READING = """array_length(
  (select sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES'))::uuid[], 1) > 0"""
MAKING = (
    "made_by_id = (select sec.me()) and made_for_id = any(sec.agencies_with('COORDINATE_MARAC'))"
)

COUNTED = f"""
create function sec.marac_volume_counted(since timestamptz, until timestamptz)
  returns table (area_id uuid, area text, panel text, heard bigint, settled bigint,
                 repeats bigint, waiting bigint, minutes numeric, to_screen_hours numeric,
                 to_hear_days numeric, contacted bigint, contacted_in_time bigint) {HEAD} as $$
  with mine as (
    select c.* from public.marac_case c where c.id <> all(sec.marac_denied())
  ), heard as (
    select i.case_id, i.meeting_id, i.closed_at, i.opened_at
    from public.marac_agendaitem i
    join public.marac_meeting m on m.id = i.meeting_id
    where i.outcome = 'HEARD' and m.starts_at >= since and m.starts_at < until
  ), reached as (
    select c.id, min(k.at) as at from mine c
    join public.marac_contactattempt k on k.case_id = c.id group by c.id
  )
  select a.id, a.name::text, n.name::text,
    (select count(*) from heard h join mine c on c.id = h.case_id where c.panel_id = n.id),
    count(*) filter (where c.state = 'SETTLED_EARLY' or exists (
      select 1 from public.marac_earlysettlement s
      where s.case_id = c.id and s.decided_at >= since and s.decided_at < until)),
    count(*) filter (where c.repeat = 'YES' and c.referred_at >= since and c.referred_at < until),
    count(*) filter (where c.state in ('RECEIVED', 'RETURNED', 'ACCEPTED', 'DEFERRED')),
    (select round(avg(extract(epoch from h.closed_at - h.opened_at) / 60), 1)
       from heard h join mine d on d.id = h.case_id
       where d.panel_id = n.id and h.closed_at is not null and h.opened_at is not null),
    round(avg(extract(epoch from c.screened_at - c.referred_at) / 3600)
          filter (where c.screened_at >= since and c.screened_at < until), 1),
    round(avg(extract(epoch from c.heard_at - c.referred_at) / 86400)
          filter (where c.heard_at >= since and c.heard_at < until), 1),
    count(r.at) filter (where c.idva_due_at >= since and c.idva_due_at < until),
    count(*) filter (where r.at <= c.idva_due_at
                     and c.idva_due_at >= since and c.idva_due_at < until)
  from mine c
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_area a on a.id = n.area_id
  left join reached r on r.id = c.id
  where {MAY}
  group by a.id, a.name, n.id, n.name order by 2, 3
$$;
create function sec.marac_referrers_counted(since timestamptz, until timestamptz)
  returns table (kind text, referred bigint) {HEAD} as $$
  select a.kind::text, count(*) from public.marac_case c
  join public.partners_agency a on a.id = c.referring_agency_id
  where {MAY} and c.referred_at >= since and c.referred_at < until
    and c.id <> all(sec.marac_denied())
  group by 1 order by 2 desc, 1
$$;
grant execute on function sec.marac_volume_counted(timestamptz, timestamptz),
  sec.marac_referrers_counted(timestamptz, timestamptz) to wb_app, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0040_quarterly_returns")]
    operations = [
        wall(
            "marac_quarterreturn",
            Allow("select", "wb_app", using=READING),
            Allow("insert", "wb_app", check=MAKING),
        ),
        rewall("marac_contactattempt", Allow("select", "wb_sec", using="id is not null")),
        rewall("marac_earlysettlement", Allow("select", "wb_sec", using="id is not null")),
        as_guard(COUNTED),
    ]
