"""Whether a structured check is open, apart from who may ask: apps above ask for their own cases."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"

ASKED = f"""
-- Granted to nobody: each function that calls it says who may ask.
create function sec.counter_check_is_open(victim uuid, perpetrator uuid, said_here boolean)
returns boolean {HEAD} language plpgsql as $$
declare
  found_harmed uuid;
  again_on date;
begin
  if victim = perpetrator
     or not said_here and not sec.is_said_harmed_by(perpetrator, victim) then
    return false;
  end if;
  select r.harmed_id, r.review_on into found_harmed, again_on
    from public.risk_counterallegationreview r
    where (r.one_id = any(sec.one_person(victim)) and r.other_id = any(sec.one_person(perpetrator)))
       or (r.other_id = any(sec.one_person(victim)) and r.one_id = any(sec.one_person(perpetrator)))
    order by r.at desc limit 1;
  if not found then
    return true;
  end if;
  if found_harmed is null then
    return again_on < sec.today();
  end if;
  return found_harmed <> all(sec.one_person(victim));
end $$;
create or replace function sec.needs_counter_check(
  victim uuid, perpetrator uuid, said_here boolean
) returns boolean {HEAD} language sql as $$
  select sec.may_add_to(victim) and sec.may_add_to(perpetrator)
    and sec.counter_check_is_open(victim, perpetrator, said_here)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0003_sharing_asks_a_function")]
    operations = [as_guard(ASKED)]
