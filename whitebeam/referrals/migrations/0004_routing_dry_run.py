"""What a dry run of routing may know of past referrals: counts of like ones, of no one person.

The web role may not list other agencies' referrals. A worker who changes the partnership's settings
learns only how many referrals of each age, area, sex, risk and set of needs went to which queue.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, wall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"
COUNTED = f"""
create function sec.may_configure() returns boolean {HEAD} language sql as $$
  select exists (
    select 1
    from public.partners_membership m
    join public.partners_agency a on a.id = m.agency_id and a.status = 'ACTIVE'
    join public.accounts_user u on u.id = m.user_id and u.is_active
    where m.user_id = sec.uid() and 'CONFIGURE_PARTNERSHIP' = any(m.duties)
      and m.starts_on <= sec.today() and (m.ends_on is null or m.ends_on >= sec.today()))
$$;
create function sec.referrals_counted(since timestamptz)
  returns table (area text, age integer, sex text, risk text, needs jsonb, queue uuid, n bigint)
  {HEAD} language sql as $$
  select coalesce(a.code, '')::text,
         extract(year from age(r.sent_at, p.date_of_birth::timestamp))::integer,
         p.sex::text, r.risk::text, r.needs, first.queue_id, count(*)
  from public.referrals_referral r
  join public.referrals_part v on v.referral_id = r.id and v.kind = 'VICTIM'
  join public.people_person p on p.id = v.person_id
  left join public.partners_area a on a.id = r.area_id
  join lateral (
    select e.queue_id from public.referrals_queueentry e
    where e.referral_id = r.id order by e.entered_at limit 1) first on true
  where sec.may_configure() and r.sent_at >= since
  group by 1, 2, 3, 4, 5, 6
$$;
grant execute on function sec.may_configure(), sec.referrals_counted(timestamptz) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0003_advice_has_an_outcome"),
        ("people", "0002_walls"),
        ("partners", "0002_walls"),
    ]

    operations = [
        wall("referrals_referral", Allow("select", "wb_sec", using="id is not null")),
        wall("referrals_queueentry", Allow("select", "wb_sec", using="id is not null")),
        as_guard(COUNTED),
    ]
