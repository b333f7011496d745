"""What is denied of risk is denied in the audit; referrals say who is harmed by whom as well."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"

KNOWN = f"""
create function sec.risk_denied() returns text[] {HEAD} as $$
  with p as (select unnest(sec.people_denied()) as id),
       a as (select unnest(sec.assessments_denied()) as id)
  select coalesce(array_agg(x.id::text), '{{}}') from (
    select id from a
    union select d.id from public.risk_resultdocument d join a on a.id = d.assessment_id
    union select r.id from public.risk_counterallegationreview r
      join p on p.id in (r.one_id, r.other_id)
    union select r.id from public.risk_conflictorabuse r join p on p.id in (r.one_id, r.other_id)
    union select r.id from public.risk_rolecorrection r join p on p.id in (r.person_id, r.other_id)
    union select c.id from public.risk_childaware c join p on p.id = c.child_id
    union select u.id from public.risk_pause u join p on p.id = u.person_id
    union select h.id from public.risk_happening h join p on p.id = h.person_id
  ) x
$$;
-- Policies hold the function itself, so it keeps its place: what it did moves to a copy.
do $$ begin
  execute replace(pg_get_functiondef('sec.things_denied()'::regprocedure),
                  'sec.things_denied(', 'sec.things_denied_of_referrals(');
end $$;
create or replace function sec.things_denied() returns text[] {HEAD} as $$
  select case when sec.people_denied() = '{{}}' and sec.referrals_denied() = '{{}}'
    then '{{}}'::text[]
    else sec.things_denied_of_referrals() || sec.risk_denied() end
$$;
alter function sec.is_said_harmed_by(uuid, uuid) rename to is_assessed_harmed_by;
create function sec.is_said_harmed_by(victim uuid, perpetrator uuid) returns boolean {HEAD} as $$
  select sec.is_assessed_harmed_by(victim, perpetrator) or exists (
    select 1 from public.referrals_part v
    join public.referrals_part h on h.referral_id = v.referral_id and h.kind = 'PERPETRATOR'
    join public.referrals_referral r on r.id = v.referral_id and r.state <> 'RECALLED'
    where v.kind = 'VICTIM' and v.person_id = any(sec.one_person(victim))
      and h.person_id = any(sec.one_person(perpetrator))
      and r.id <> all(sec.referrals_denied()))
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0013_a_document_asks_once"),
        ("risk", "0003_sharing_asks_a_function"),
    ]
    operations = [as_guard(KNOWN)]
