"""A notice about a case never made for its reader does not exist, nor what happened to it."""

from django.db import migrations

from whitebeam.kernel.walls import Only, as_guard, bound

DENIED = "(select sec.marac_denied())"
NOT_ABOUT_DENIED = f"about_id <> all({DENIED}::uuid[])"
# An entry may name a case as its subject, or among its details.
NOT_OF_DENIED = (
    f"subject_id <> all({DENIED}::uuid[]::text[])"
    f" and not exists (select 1 from unnest({DENIED}::uuid[]::text[]) as denied(id)"
    " where strpos(details::text, denied.id) > 0)"
)
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"

KEPT_FROM = f"""
create function sec.keeps_marac_case_from(reader uuid, thing uuid) returns boolean {HEAD} as $$
  with mine as (
    select m.agency_id, m.team_id from public.partners_membership m
    where m.user_id = reader and m.starts_on <= sec.today()
      and (m.ends_on is null or m.ends_on >= sec.today())
  ), blocks as (
    select b.user_id, b.agency_id, b.team_id from public.marac_caseblock b
    where b.case_id = thing and b.lifted_at is null
    union all
    select r.user_id, r.agency_id, r.team_id from public.people_restriction r
    join public.people_person blocked on blocked.id = r.person_id
    join public.people_person here
      on coalesce(here.merged_into_id, here.id) = coalesce(blocked.merged_into_id, blocked.id)
    join public.marac_caseperson p on p.person_id = here.id
    where p.case_id = thing and r.lifted_at is null
  )
  select exists (
    select 1 from blocks b
    where b.user_id = reader or b.agency_id in (select agency_id from mine)
       or b.team_id in (select team_id from mine))
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0003_walls"),
        ("actions", "0002_walls"),
        ("audit", "0004_blocks_bind_guardians"),
        ("notices", "0004_posting_says_when_to_try_again"),
    ]
    operations = [
        as_guard(KEPT_FROM),
        bound(
            "notices_notice",
            Only("select", "wb_app", using=NOT_ABOUT_DENIED, named="not_of_marac"),
            Only("update", "wb_app", using=NOT_ABOUT_DENIED, named="not_of_marac"),
        ),
        bound("audit_entry", Only("select", "wb_app", using=NOT_OF_DENIED, named="not_of_marac")),
    ]
