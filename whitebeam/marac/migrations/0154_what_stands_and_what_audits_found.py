"""Counted for those who steer: what waits now and since when, and what the audit of samples found.

Sums alone, for those who count: what was never made for the asker is left out.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
MAY = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"
STANDING = f"""
create function sec.marac_standing_counted(asked timestamptz)
  returns table (panel text, area text, kind text, waiting bigint, longest_days numeric) {HEAD} as $$
  with found as (
    select c.id, case c.state when 'RETURNED' then 'returned' else 'unlisted' end as kind, s.at
    from public.marac_case c
    cross join lateral (select max(h.at) as at from public.marac_statechange h
                        where h.case_id = c.id and h.before <> h.after) s
    where c.state in ('RETURNED', 'ACCEPTED', 'DEFERRED') and s.at is not null
    union all
    select e.case_id, 'proposed', e.proposed_at from public.marac_earlysettlement e
    where e.decided_at is null and e.withdrawn_at is null
    union all
    select e.case_id, 'audit', e.decided_at from public.marac_earlysettlement e
    where e.decided_at is not null and e.audit = 'WAITING'
    union all
    select i.case_id, 'minutes', i.closed_at from public.marac_agendaitem i
    where i.outcome = 'HEARD' and i.signed_at is null and i.closed_at is not null
  )
  select n.name::text, a.name::text, f.kind, count(*),
    round(max(extract(epoch from asked - f.at) / 86400), 0)
  from found f
  join public.marac_case c on c.id = f.id
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_area a on a.id = n.area_id
  where {MAY} and f.id <> all((select sec.marac_denied())::uuid[])
  group by n.id, n.name, a.name, f.kind order by 2, 1, 3
$$;
grant execute on function sec.marac_standing_counted(timestamptz) to wb_app, wb_report
"""
AUDITS = f"""
create function sec.marac_audits_counted(since timestamptz, until timestamptz)
  returns table (panel text, area text, settled bigint, sampled bigint, sound bigint,
                 to_be_heard bigint, waiting bigint, minutes bigint) {HEAD} as $$
  select n.name::text, a.name::text, count(*),
    count(*) filter (where e.audit <> 'NOT_SAMPLED'),
    count(*) filter (where e.audit = 'SOUND'),
    count(*) filter (where e.audit = 'TO_BE_HEARD'),
    count(*) filter (where e.audit = 'WAITING'),
    coalesce(sum(e.minutes_saved) filter (where e.audit <> 'TO_BE_HEARD'), 0)
  from public.marac_earlysettlement e
  join public.marac_case c on c.id = e.case_id
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_area a on a.id = n.area_id
  where {MAY} and e.decided_at >= since and e.decided_at < until
    and c.id <> all((select sec.marac_denied())::uuid[])
  group by n.id, n.name, a.name order by 2, 1
$$;
grant execute on function sec.marac_audits_counted(timestamptz, timestamptz) to wb_app, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0153_the_clock_reads_since_when")]
    operations = [as_guard(STANDING), as_guard(AUDITS)]
