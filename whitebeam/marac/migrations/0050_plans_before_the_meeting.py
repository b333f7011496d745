"""A case has a plan before its meeting when an action of it was raised before, or it was settled.

`sec.marac_is_planned` was written before cases had actions of their own; now it counts them.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

PLANNED = """
create or replace function sec.marac_is_planned(asked uuid, at timestamptz) returns boolean
  stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select exists (select 1 from public.marac_caseaction a
    where a.case_id = asked and a.is_before_meeting and a.added_at < at)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0041_walls_of_figures")]
    operations = [as_guard(PLANNED)]
