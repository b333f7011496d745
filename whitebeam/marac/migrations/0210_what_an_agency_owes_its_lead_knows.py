"""What an agency owes before a meeting, for its lead: how many answers, and nothing of the cases."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
OWED = f"""
create function sec.marac_owed_managed(moment timestamptz)
  returns table (agency text, panel text, starts_at timestamptz, due_at timestamptz, asked bigint,
                 known bigint, nothing_known bigint, waiting bigint, late bigint) {HEAD} as $$
  select a.name::text, n.name::text, m.starts_at, m.research_due_at, count(*),
    count(*) filter (where r.answer = 'KNOWN'),
    count(*) filter (where r.answer = 'NOTHING_KNOWN'),
    count(*) filter (where r.answer = ''),
    count(*) filter (where r.answer = '' and r.due_at < moment)
  from public.marac_researchrequest r
  join public.marac_agendaitem i on i.case_id = r.case_id and i.outcome = '' and not i.is_aside
  join public.marac_meeting m on m.id = i.meeting_id
  join public.marac_panel n on n.id = m.panel_id
  join public.partners_agency a on a.id = r.agency_id
  where r.agency_id = any((select sec.agencies_with('MANAGE_AGENCY'))::uuid[])
    and r.withdrawn_at is null and m.starts_at > moment and m.state in ('PLANNED', 'CIRCULATED')
    and r.case_id <> all((select sec.marac_denied())::uuid[])
  group by a.id, a.name, n.name, m.id, m.starts_at, m.research_due_at
  order by m.starts_at, n.name, a.name
$$;
grant execute on function sec.marac_owed_managed(timestamptz) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0197_what_went_outside_is_counted")]
    operations = [as_guard(OWED)]
