"""A notice about a referral that was never made for its reader does not exist either."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

ME = "(select sec.me())"
SEEN = f"to_id = {ME} and about_id <> all((select sec.referrals_denied())::uuid[])"

# The posting process asks for one reader at a time, before the e-mail leaves.
BLOCKED = """
create function sec.is_kept_from(reader uuid, referral uuid) returns boolean
  stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  with mine as (
    select m.agency_id, m.team_id from public.partners_membership m
    where m.user_id = reader and m.starts_on <= sec.today()
      and (m.ends_on is null or m.ends_on >= sec.today())
  ), one_person as (
    select p.person_id from public.referrals_part p where p.referral_id = referral
  )
  select exists (
    select 1 from public.referrals_caseblock b
    where b.referral_id = referral and b.lifted_at is null
      and (b.user_id = reader or b.agency_id in (select agency_id from mine)
           or b.team_id in (select team_id from mine))
  ) or exists (
    select 1 from public.people_restriction r
    join public.people_person blocked on blocked.id = r.person_id
    join public.people_person here
      on coalesce(here.merged_into_id, here.id) = coalesce(blocked.merged_into_id, blocked.id)
    where here.id in (select person_id from one_person) and r.lifted_at is null
      and (r.user_id = reader or r.agency_id in (select agency_id from mine)
           or r.team_id in (select team_id from mine))
  )
$$;
grant execute on function sec.is_kept_from(uuid, uuid) to wb_worker
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0004_routing_dry_run"),
        ("notices", "0002_walls"),
    ]
    operations = [
        as_guard(BLOCKED),
        rewall(
            "notices_notice",
            Allow("select", "wb_app", using=SEEN),
            Allow("update", "wb_app", using=SEEN, check=SEEN, columns=("read_at", "updated_at")),
        ),
    ]
