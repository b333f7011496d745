"""What Whitebeam counts of its MARACs and actions: sums, of no one person, each with its definition.

Of the same shape as the counts of referrals. A case or an action that is kept from whoever counts is
counted too: a figure of the partnership is the same whoever keeps the figures.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"
SHAPE = "(first date, last date) returns table (area uuid, part numeric, whole numeric)"
HEARD = """
  from public.marac_agendaitem i
  join public.marac_meeting m on m.id = i.meeting_id
  join public.marac_case c on c.id = i.case_id
  join public.marac_panel n on n.id = c.panel_id
  where sec.keeps_figures() and i.outcome = 'HEARD' and not i.is_aside
    and (m.starts_at at time zone 'Europe/London')::date between first and last
"""
DUE = """
  sec.keeps_figures() and a.due_date between first and last
    and a.state not in ('PROPOSED', 'SUPERSEDED')
"""
DONE = """
  (count(*) filter (where a.state = 'COMPLETED'
     and (a.closed_at at time zone 'Europe/London')::date <= a.due_date))::numeric
"""

COUNTED = f"""
create function sec.count_cases_heard{SHAPE} {HEAD} language sql as $$
  with heard as (select n.area_id, count(*) as many {HEARD} group by 1),
  women as (
    select distinct on (s.area_id) s.area_id, (s.value #>> '{{}}')::numeric as many
    from public.partners_localsetting s
    where sec.keeps_figures() and s.key = 'marac.adult_women' and s.area_id is not null
      and s.withdrawn_at is null and s.starts_on <= last
    order by s.area_id, s.starts_on desc, s.created_at desc
  )
  select coalesce(h.area_id, w.area_id), coalesce(h.many, 0)::numeric, w.many
  from heard h full join women w on w.area_id = h.area_id
$$;
comment on function sec.count_cases_heard(date, date) is
  'Cases heard at a MARAC in the period, every listing, for the women aged 16 or over of the areas.';

create function sec.count_cases_repeated{SHAPE} {HEAD} language sql as $$
  select null::uuid, (count(*) filter (where c.repeat = 'YES'))::numeric, count(*)::numeric {HEARD}
$$;
comment on function sec.count_cases_repeated(date, date) is
  'Cases heard at a MARAC in the period that were marked as a repeat, of those heard.';

create function sec.count_case_actions_in_time{SHAPE} {HEAD} language sql as $$
  select n.area_id, {DONE}, count(*)::numeric
  from public.actions_action a
  join public.marac_caseaction k on k.action_id = a.id
  join public.marac_case c on c.id = k.case_id
  join public.marac_panel n on n.id = c.panel_id
  where {DUE}
  group by 1
$$;
comment on function sec.count_case_actions_in_time(date, date) is
  'Actions of MARAC cases due in the period that were done by their day, of those due and agreed to.';

create function sec.count_actions_in_time{SHAPE} {HEAD} language sql as $$
  select null::uuid, {DONE}, count(*)::numeric from public.actions_action a where {DUE}
$$;
comment on function sec.count_actions_in_time(date, date) is
  'Actions of every kind due in the period that were done by their day, of those due and agreed to.';

grant execute on function sec.count_cases_heard(date, date), sec.count_cases_repeated(date, date),
  sec.count_case_actions_in_time(date, date), sec.count_actions_in_time(date, date) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_events_for_the_engine"),
        ("actions", "0002_walls"),
        ("marac", "0033_walls_of_case_actions"),
    ]
    operations = [as_guard(COUNTED)]
