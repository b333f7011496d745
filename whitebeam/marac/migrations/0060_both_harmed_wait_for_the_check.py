"""Cases say who is harmed by whom too, and one with both harmed waits for the structured check.

A coordinator need not see the records of the people of a case; of her own case she learns that the
check is missing, and neither who recorded the other side nor where.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"

SAID = f"""
alter function sec.is_said_harmed_by(uuid, uuid) rename to is_referred_harmed_by;
create function sec.is_said_harmed_by(victim uuid, perpetrator uuid) returns boolean {HEAD} as $$
  select sec.is_referred_harmed_by(victim, perpetrator) or exists (
    select 1 from public.marac_caseperson v
    join public.marac_caseperson h on h.case_id = v.case_id and h.part = 'PERPETRATOR'
    join public.marac_case c on c.id = v.case_id and c.state not in ('WITHDRAWN', 'NOT_MET')
    where v.part = 'VICTIM' and v.person_id = any(sec.one_person(victim))
      and h.person_id = any(sec.one_person(perpetrator))
      and c.id <> all(sec.marac_denied()))
$$;
create function sec.marac_needs_counter_check(asked uuid) returns boolean {HEAD} as $$
  select sec.marac_takes_part(asked, 'COORDINATOR') and exists (
    select 1 from public.marac_caseperson v
    join public.marac_caseperson h on h.case_id = v.case_id and h.part = 'PERPETRATOR'
    where v.case_id = asked and v.part = 'VICTIM'
      and sec.counter_check_is_open(v.person_id, h.person_id, false))
$$;
grant execute on function sec.marac_needs_counter_check(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0055_facts_about_those_asked_about"),
        ("referrals", "0015_states_follow_and_marks_are_made_by_others"),
        ("risk", "0004_the_check_stands_apart"),
    ]
    operations = [as_guard(SAID)]
