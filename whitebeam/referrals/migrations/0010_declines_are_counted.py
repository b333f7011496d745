"""How many referrals an agency declined, by month, reason and area, for whoever sees its figures.

The duty to see figures opens no record, so the count is a function's: numbers of one's own agency,
without a referral that was never made for the reader.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"
COUNTED = f"""
create function sec.agencies_figured() returns uuid[] {HEAD} language sql as $$
  select coalesce(array_agg(m.agency_id), '{{}}')
  from public.partners_membership m
  join public.partners_agency a on a.id = m.agency_id and a.status = 'ACTIVE'
  join public.accounts_user u on u.id = m.user_id and u.is_active
  where m.user_id = sec.uid() and 'VIEW_SERVICE_FIGURES' = any(m.duties) and a.kind <> 'GUEST'
    and m.starts_on <= sec.today() and (m.ends_on is null or m.ends_on >= sec.today())
$$;
create function sec.declines_counted(since timestamptz)
  returns table (month date, reason uuid, area uuid, n bigint) {HEAD} language sql as $$
  select date_trunc('month', c.at at time zone 'Europe/London')::date, c.reason_id, r.area_id,
         count(*)
  from public.referrals_statechange c
  join public.referrals_referral r on r.id = c.referral_id
  where c.after = 'DECLINED' and c.before <> 'DECLINED' and c.at >= since
    and c.agency_id = any((select sec.agencies_figured())::uuid[])
    and r.id <> all((select sec.referrals_denied())::uuid[])
  group by 1, 2, 3
$$;
grant execute on function sec.declines_counted(timestamptz) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_sets_are_found_once")]
    operations = [
        rewall("referrals_statechange", Allow("select", "wb_sec", using="id is not null")),
        as_guard(COUNTED),
    ]
