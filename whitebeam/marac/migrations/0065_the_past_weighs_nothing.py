"""Lists and sums of today do not read the cases of the past.

Open cases are found by their state, and those of a time by the day on which it happened. A case that
was closed before the time that is counted has nothing in it: it is left out before anything else.
"""

from django.db import migrations, models
from django.db.models import Q

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
COUNTS = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"

COUNTED = f"""
create or replace function sec.marac_settled_counted(since timestamptz)
  returns table (panel_id uuid, panel text, area text, decided bigint, settled bigint,
                 planned bigint, minutes bigint, waiting_audit bigint, sent_on bigint) {HEAD} as $$
  with ended as (
    select s.case_id as id, s.id as settlement, s.minutes_saved, s.audit::text as audit,
      s.decided_at as at
    from public.marac_earlysettlement s where s.decided_at >= since
    union all
    select c.id, null, 0, '', c.heard_at
    from public.marac_case c
    where c.heard_at >= since and not exists (
      select 1 from public.marac_earlysettlement s
      where s.case_id = c.id and s.decided_at is not null)
  )
  select n.id, n.name::text, a.name::text, count(*),
    count(*) filter (where e.settlement is not null and e.audit <> 'TO_BE_HEARD'),
    count(*) filter (where e.settlement is not null and e.audit <> 'TO_BE_HEARD'
                     or sec.marac_is_planned(e.id, e.at)),
    coalesce(sum(e.minutes_saved) filter (where e.audit <> 'TO_BE_HEARD'), 0)::bigint,
    count(*) filter (where e.audit = 'WAITING'),
    count(*) filter (where e.audit = 'TO_BE_HEARD')
  from ended e
  join public.marac_case c on c.id = e.id and c.id <> all((select sec.marac_denied())::uuid[])
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_area a on a.id = n.area_id
  where {COUNTS}
  group by 1, 2, 3 order by 3, 2
$$;
do $$ begin
  execute replace(
    pg_get_functiondef('sec.marac_volume_counted(timestamptz, timestamptz)'::regprocedure),
    'where c.id <> all(sec.marac_denied())',
    'where (c.closed_at is null or c.closed_at >= since)'
    ' and c.id <> all((select sec.marac_denied())::uuid[])');
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0064_sharing_is_counted_for_guardians")]
    operations = [
        migrations.AddIndex(
            "case", models.Index(fields=["state", "referred_at", "id"], name="marac_case_by_state")
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["-referred_at", "id"], name="marac_case_by_day")
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["heard_at"], condition=Q(heard_at__isnull=False), name="marac_case_heard"
            ),
        ),
        migrations.AddIndex("case", models.Index(fields=["closed_at"], name="marac_case_closed")),
        migrations.AddIndex(
            "earlysettlement", models.Index(fields=["decided_at"], name="marac_settled_when")
        ),
        as_guard(COUNTED),
    ]
