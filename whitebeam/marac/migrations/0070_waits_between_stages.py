"""How long a case waits at each stage, and settlements counted in the months that are asked about.

Sums alone, for those who count: what was never made for the asker is left out. A case that was
settled long ago was counted in every span of months; now it is counted in its own.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
MAY = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"
IN_SPAN = "{0} >= since and {0} < until"
SCREENED, HEARD = IN_SPAN.format("c.screened_at"), IN_SPAN.format("c.heard_at")
CLOSED, TO_REACH = IN_SPAN.format("c.closed_at"), IN_SPAN.format("c.idva_due_at")
WAITS = f"""
create function sec.marac_waits_counted(since timestamptz, until timestamptz)
  returns table (panel text, area text, screened bigint, screened_in_time bigint,
                 to_screen_hours numeric, to_list_days numeric, to_hear_days numeric,
                 to_close_days numeric, to_reach bigint, reached_in_time bigint) {HEAD} as $$
  with listed as (
    select i.case_id, min(i.listed_at) as at from public.marac_agendaitem i
    where not i.is_aside group by i.case_id
  ), reached as (
    select k.case_id, min(k.at) as at from public.marac_contactattempt k group by k.case_id
  )
  select n.name::text, a.name::text,
    count(*) filter (where {SCREENED}),
    count(*) filter (where {SCREENED} and c.screened_at <= c.screen_due_at),
    round(avg(extract(epoch from c.screened_at - c.referred_at) / 3600)
          filter (where {SCREENED}), 1),
    round(avg(greatest(extract(epoch from l.at - c.screened_at), 0) / 86400)
          filter (where {IN_SPAN.format("l.at")}), 1),
    round(avg(extract(epoch from c.heard_at - c.referred_at) / 86400) filter (where {HEARD}), 1),
    round(avg(extract(epoch from c.closed_at - c.heard_at) / 86400) filter (where {CLOSED}), 1),
    count(*) filter (where {TO_REACH}),
    count(*) filter (where {TO_REACH} and r.at <= c.idva_due_at)
  from public.marac_case c
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_area a on a.id = n.area_id
  left join listed l on l.case_id = c.id
  left join reached r on r.case_id = c.id
  where {MAY} and c.id <> all(sec.marac_denied())
  group by n.id, n.name, a.name order by 2, 1
$$;
grant execute on function sec.marac_waits_counted(timestamptz, timestamptz) to wb_app, wb_report
"""
ACTIONS = f"""
create function sec.marac_actions_counted(since date)
  returns table (agency text, in_hand bigint, late bigint, done_in_time bigint, done_late bigint,
                 not_possible bigint, not_undertaken bigint) {HEAD} as $$
  select g.name::text,
    count(*) filter (where a.closed_at is null),
    count(*) filter (where a.closed_at is null and a.due_date < sec.today()),
    count(*) filter (where a.state = 'COMPLETED' and closed.on_day <= a.due_date),
    count(*) filter (where a.state = 'COMPLETED' and closed.on_day > a.due_date),
    count(*) filter (where a.state = 'NOT_POSSIBLE'),
    count(*) filter (where a.state = 'NOT_UNDERTAKEN')
  from public.marac_caseaction l
  join public.actions_action a on a.id = l.action_id
  join public.partners_agency g on g.id = a.owner_agency_id
  cross join lateral (select (a.closed_at at time zone 'Europe/London')::date as on_day) closed
  where {MAY} and a.state <> 'PROPOSED'
    and (a.closed_at is null or closed.on_day >= since)
    and l.case_id <> all(sec.marac_denied())
    and a.id <> all((select sec.actions_denied())::uuid[])
  group by 1 order by 1
$$;
grant execute on function sec.marac_actions_counted(date) to wb_app, wb_report
"""
VOLUME = f"""
create or replace function sec.marac_volume_counted(since timestamptz, until timestamptz)
  returns table (area_id uuid, area text, panel text, heard bigint, settled bigint,
                 repeats bigint, waiting bigint, minutes numeric, to_screen_hours numeric,
                 to_hear_days numeric, contacted bigint, contacted_in_time bigint) {HEAD} as $$
  with mine as (
    select c.* from public.marac_case c
    where (c.closed_at is null or c.closed_at >= since)
      and c.id <> all((select sec.marac_denied())::uuid[])
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
    count(*) filter (where exists (
      select 1 from public.marac_earlysettlement s
      where s.case_id = c.id and s.audit <> 'TO_BE_HEARD'
        and s.decided_at >= since and s.decided_at < until)),
    count(*) filter (where c.repeat = 'YES' and c.referred_at >= since and c.referred_at < until),
    count(*) filter (where c.state in ('RECEIVED', 'RETURNED', 'ACCEPTED', 'DEFERRED')),
    (select round(avg(extract(epoch from h.closed_at - h.opened_at) / 60), 1)
       from heard h join mine d on d.id = h.case_id
       where d.panel_id = n.id and h.closed_at is not null and h.opened_at is not null),
    round(avg(extract(epoch from c.screened_at - c.referred_at) / 3600)
          filter (where {SCREENED}), 1),
    round(avg(extract(epoch from c.heard_at - c.referred_at) / 86400) filter (where {HEARD}), 1),
    count(r.at) filter (where {TO_REACH}),
    count(*) filter (where r.at <= c.idva_due_at and {TO_REACH})
  from mine c
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_area a on a.id = n.area_id
  left join reached r on r.id = c.id
  where {MAY}
  group by a.id, a.name, n.id, n.name order by 2, 3
$$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0066_the_clock_knows_if_she_was_reached")]
    operations = [as_guard(WAITS), as_guard(ACTIONS), as_guard(VOLUME)]
