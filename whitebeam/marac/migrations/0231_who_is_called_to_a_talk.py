"""Who is told that professionals are called together: whoever works on the case, but the blocked.

Of the parts in a case a worker sees her own agency's; whoever calls tells them all the same.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

CALLED = """
create function sec.marac_called_to(asked uuid) returns setof uuid volatile
security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select distinct b.user_id
  from public.marac_meeting m
  join public.marac_agendaitem i on i.meeting_id = m.id
  join public.marac_participant p on p.case_id = i.case_id and p.user_id is null
  join public.partners_membership b on b.agency_id = p.agency_id
  where m.id = asked and m.kind = 'PROFESSIONALS' and sec.marac_runs(asked)
    and p.ended_at is null and (p.until is null or p.until > statement_timestamp())
    and (p.agreement_id is null or p.agreement_id = any(sec.agreements()))
    and b.starts_on <= current_date and (b.ends_on is null or b.ends_on >= current_date)
    and case p.capacity
      when 'COORDINATOR' then 'COORDINATE_MARAC' when 'CHAIR' then 'CHAIR_MARAC'
      when 'IDVA' then 'SUPPORT_VICTIMS' when 'RESEARCHER' then 'RESEARCH_MARAC'
    end = any(b.duties)
    and not sec.is_kept_from(b.user_id, i.case_id)
$$;
grant execute on function sec.marac_called_to(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0230_a_moved_meeting_moves_its_research")]
    operations = [as_guard(CALLED)]
