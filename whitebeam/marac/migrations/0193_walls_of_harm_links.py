"""That one person causes harm in two cases is for whoever runs both; to anybody else it is not.

Only cases that the asker coordinates are compared, and what comes back names those who cause harm
and no other. To whom one of the two is denied, the link was never made.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, judged, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
signing = import_module("whitebeam.marac.migrations.0086_each_signs_for_herself")
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
TABLE = "marac_harmlink"
FUNCTIONS = f"""
create function sec.marac_harms_elsewhere(asked uuid)
  returns table (about uuid, other uuid, other_about uuid, is_sure boolean) {HEAD} as $$
  -- Found by the index of people first, so that it costs the same however many cases there are.
  with found as materialized (
    select mine.id as about, theirs.case_id as other, theirs.id as other_about,
      mine.person_id as one, theirs.person_id as another
    from public.marac_caseperson mine
    cross join lateral unnest(sec.marac_alike(mine.person_id)) as alike(id)
    join public.marac_caseperson theirs on theirs.person_id = alike.id
      and theirs.part = 'PERPETRATOR' and theirs.case_id <> asked
    where mine.case_id = asked and mine.part = 'PERPETRATOR'
      and sec.marac_takes_part(asked, 'COORDINATOR')
  )
  select f.about, f.other, f.other_about, sec.marac_same_people(f.one, f.another)
  from found f where sec.marac_takes_part(f.other, 'COORDINATOR')
$$;
create function sec.marac_harms_in(asked uuid, person uuid) returns boolean {HEAD} as $$
  select exists (select 1 from public.marac_caseperson p
    where p.id = person and p.case_id = asked and p.part = 'PERPETRATOR')
$$;
grant execute on function sec.marac_harms_elsewhere(uuid), sec.marac_harms_in(uuid, uuid)
  to wb_app
"""
# Which records may be this person's: as marac_candidates finds them, for one person alone.
ALIKE = f"""
create function sec.marac_alike(asked uuid) returns uuid[] {HEAD} as $$
  select coalesce(array_agg(found.id), '{{}}') from (
    select q.id from public.people_person p join public.people_person q
      on q.id = p.id or q.merged_into_id = coalesce(p.merged_into_id, p.id)
        or q.id = p.merged_into_id
      where p.id = asked
    union
    select k.person_id from public.people_matchkey m
    join public.people_matchkey k on k.key = m.key
    where m.person_id = asked
    group by k.person_id
    having count(*) >= greatest(2, (
      select count(*) from public.people_matchkey every where every.person_id = asked) / 2.0)
  ) found
$$;
revoke execute on function sec.marac_alike(uuid) from public
"""
BOTH = " and ".join(
    (
        walls.part("{0}", f"{TABLE}.case_id"),
        walls.part("{0}", f"{TABLE}.other_id"),
        walls.not_denied("case_id"),
        walls.not_denied("other_id"),
    )
)
SEEN, KEPT = (
    BOTH.replace("{0}", capacities) for capacities in ("COORDINATOR,CHAIR", "COORDINATOR")
)
LINKING = walls.acted(
    "COORDINATOR",
    "sec.marac_takes_part(other_id, 'COORDINATOR')",
    f"by_id = {walls.ME}",
    "sec.marac_harms_in(case_id, about_id)",
    "sec.marac_harms_in(other_id, other_about_id)",
    "ended_at is null",
)
CHANGED = " and ".join(
    (
        signing.once_by_me("ended_at", "ended_by_id"),
        signing.only_if("ended_why", "old.ended_at is null and new.ended_at is not null"),
    )
)
DENIED = f"""
do $do$ begin
  execute replace(pg_get_functiondef('sec.marac_things_denied()'::regprocedure), ') x;',
    '  union all select id from public.{TABLE}
       where case_id = any(denied) or other_id = any(denied) ) x;');
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0192_harm_links")]
    operations = [
        as_guard(ALIKE),
        as_guard(FUNCTIONS),
        wall(
            TABLE,
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=LINKING),
            Allow(
                "update",
                "wb_app",
                using=KEPT,
                check=KEPT,
                columns=("ended_at", "ended_by_id", "ended_why", "updated_at"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        judged(TABLE, "update", CHANGED),
        as_guard(DENIED),
    ]
