"""The structured check stops a case after it was accepted, too, so those who run it are told.

Whoever coordinates, chairs, speaks for her or referred learns of their own case that the check is
missing: neither who recorded the other side nor where.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
TOLD = "COORDINATOR,CHAIR,IDVA,REFERRER"
CHECKS = f"""
create or replace function sec.marac_needs_counter_check(asked uuid) returns boolean {HEAD} as $$
  select sec.marac_takes_part(asked, '{TOLD}') and exists (
    select 1 from public.marac_caseperson v
    join public.marac_caseperson h on h.case_id = v.case_id and h.part = 'PERPETRATOR'
    where v.case_id = asked and v.part = 'VICTIM'
      and sec.counter_check_is_open(v.person_id, h.person_id, false))
$$;
create function sec.marac_checks_open(asked uuid[]) returns setof uuid {HEAD} as $$
  select one from unnest(asked) one where sec.marac_needs_counter_check(one)
$$;
grant execute on function sec.marac_checks_open(uuid[]) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0183_each_sits_for_her_own_agency")]
    operations = [as_guard(CHECKS)]
