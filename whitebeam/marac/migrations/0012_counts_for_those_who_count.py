"""Sums of research and early settlement, for coordinators and the steering group.

They read no case, so the database counts for them, leaving out what was never made for the asker.
A case has a plan before the meeting when it was settled early or an action was proposed before.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
COUNTS = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"
FUNCTIONS = f"""
create function sec.marac_research_counted(since timestamptz)
  returns table (agency_id uuid, agency text, month timestamptz, asked bigint, in_time bigint,
                 late bigint, unanswered bigint, nothing_known bigint) {HEAD} as $$
  select a.id, a.name::text, date_trunc('month', r.asked_at, 'Europe/London'), count(*),
    count(*) filter (where r.answered_at <= r.due_at),
    count(*) filter (where r.answered_at > r.due_at),
    count(*) filter (where r.answer = ''),
    count(*) filter (where r.answer = 'NOTHING_KNOWN')
  from public.marac_researchrequest r join public.partners_agency a on a.id = r.agency_id
  where {COUNTS} and r.asked_at >= since and r.withdrawn_at is null
    and r.case_id <> all(sec.marac_denied())
  group by 1, 2, 3 order by 2, 3
$$;
create function sec.marac_settled_counted(since timestamptz)
  returns table (panel_id uuid, panel text, area text, decided bigint, settled bigint,
                 planned bigint, minutes bigint, waiting_audit bigint, sent_on bigint) {HEAD} as $$
  with ended as (
    select c.id, c.panel_id, s.id as settlement, s.minutes_saved, s.audit,
      coalesce(s.decided_at, c.heard_at) as at
    from public.marac_case c
    left join public.marac_earlysettlement s on s.case_id = c.id and s.decided_at is not null
    where c.id <> all(sec.marac_denied()) and coalesce(s.decided_at, c.heard_at) >= since
  )
  select n.id, n.name::text, a.name::text, count(*),
    count(*) filter (where e.settlement is not null and e.audit <> 'TO_BE_HEARD'),
    count(*) filter (where e.settlement is not null and e.audit <> 'TO_BE_HEARD'
                     or sec.marac_is_planned(e.id, e.at)),
    coalesce(sum(e.minutes_saved) filter (where e.audit <> 'TO_BE_HEARD'), 0)::bigint,
    count(*) filter (where e.audit = 'WAITING'),
    count(*) filter (where e.audit = 'TO_BE_HEARD')
  from ended e join public.marac_panel n on n.id = e.panel_id
  join public.partners_area a on a.id = n.area_id
  where {COUNTS}
  group by 1, 2, 3 order by 3, 2
$$;
grant execute on function sec.marac_research_counted(timestamptz),
  sec.marac_settled_counted(timestamptz) to wb_app, wb_report
"""
PLANNED = """
create function sec.marac_is_planned(asked uuid, at timestamptz) returns boolean
  stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select exists (select 1 from public.marac_earlysettlement s
    where s.case_id = asked and s.proposed_at < at and s.withdrawn_at is null)
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0011_walls_of_research"),
        ("partners", "0007_agencies_by_duty"),
    ]
    operations = [
        rewall("marac_earlysettlement", Allow("select", "wb_sec", using="id is not null")),
        as_guard(PLANNED),
        as_guard(FUNCTIONS),
    ]
