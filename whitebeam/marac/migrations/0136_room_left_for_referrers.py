"""Whoever works with the MARACs learns whether another case fits on a list, and no number more.

The cases of others count although they may not be seen. One that is kept from the asker does not: the
answer is the same as if it had never been made.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

ROOM = """
create function sec.marac_cases_that_fit(asked uuid[], usual int)
  returns table (meeting_id uuid, fit int) stable
  security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select m.id, greatest(0, least(2, floor((m.minutes - coalesce(sum(i.minutes), 0))
                                          / greatest(usual, 5)::numeric)))::int
  from public.marac_meeting m
  left join public.marac_agendaitem i on i.meeting_id = m.id and i.outcome in ('', 'HEARD')
    and i.case_id <> all((select sec.marac_denied())::uuid[])
  where m.id = any(asked) and m.kind = 'PANEL' and sec.marac_works()
  group by m.id, m.minutes
$$;
grant execute on function sec.marac_cases_that_fit(uuid[], int) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0173_who_enters_staff")]
    operations = [as_guard(ROOM)]
