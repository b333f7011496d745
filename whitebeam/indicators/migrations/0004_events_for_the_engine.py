"""Events of referrals as the engine counts them: no key, no name, no day, for keepers alone."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

EVENTS = """
create function sec.referral_events(first date, last date)
  returns table (district text, quarter text, agency text, sex text, age text, risk text)
  stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select coalesce(a.name, 'Not known'),
         to_char(q.day - interval '3 months', 'YYYY')
           || '-Q' || to_char(q.day - interval '3 months', 'Q'),
         g.code, lower(p.sex),
         case when p.date_of_birth is null then 'not known'
              when p.date_of_birth > q.day - interval '25 years' then 'under 25'
              when p.date_of_birth > q.day - interval '45 years' then '25 to 44'
              when p.date_of_birth > q.day - interval '65 years' then '45 to 64'
              else '65 or over' end,
         lower(r.risk)
  from public.referrals_referral r
  cross join lateral (select (r.sent_at at time zone 'Europe/London')::date as day) q
  join public.partners_agency g on g.id = coalesce(r.held_by_id, r.sent_by_id)
  join public.referrals_part v on v.referral_id = r.id and v.kind = 'VICTIM'
  join public.people_person p on p.id = v.person_id
  left join public.partners_area a on a.id = r.area_id
  where sec.keeps_figures() and q.day between first and last and r.state <> 'RECALLED'
$$;
grant execute on function sec.referral_events(date, date) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_counted_from_records"), ("people", "0002_walls")]
    operations = [as_guard(EVENTS)]
