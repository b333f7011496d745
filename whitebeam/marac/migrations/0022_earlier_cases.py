"""Earlier cases about the same two people, for whoever coordinates both.

The coordinator's own agency need not keep a record of either; so one function compares, among the
cases that the asker coordinates, and tells only which cases and how sure it is. Two records that
were joined count as one person; two that share most of what people are found by may be one, and the
coordinator decides.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard, grant

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
# Of about thirteen keys a person has, members of one household share two or three: less than half.
LEAST_SHARED = 2

EARLIER = f"""
create function sec.marac_same_people(one uuid, other uuid) returns boolean {HEAD} as $$
  select one = other
    or exists (select 1 from public.people_person a join public.people_person b
               on coalesce(a.merged_into_id, a.id) = coalesce(b.merged_into_id, b.id)
               where a.id = one and b.id = other)
$$;
create function sec.marac_candidates(asked uuid, wanted text) returns setof uuid {HEAD} as $$
  select distinct found.case_id
  from public.marac_caseperson mine
  join public.people_person p on p.id = mine.person_id
  cross join lateral (
    select q.id from public.people_person q
    where q.id = p.id or q.merged_into_id = coalesce(p.merged_into_id, p.id)
       or q.id = p.merged_into_id
    union
    select k.person_id from public.people_matchkey m
    join public.people_matchkey k on k.key = m.key
    where m.person_id = p.id
    group by k.person_id
    having count(*) >= greatest({LEAST_SHARED}, (
      select count(*) from public.people_matchkey every where every.person_id = p.id) / 2.0)
  ) alike
  join public.marac_caseperson found
    on found.person_id = alike.id and found.part = wanted and found.case_id <> asked
  where mine.case_id = asked and mine.part = wanted
$$;
create function sec.marac_earlier(asked uuid) returns table (case_id uuid, is_sure boolean)
{HEAD} as $$
  select c.id, exists (
      select 1 from public.marac_caseperson v join public.marac_caseperson w
      on w.case_id = c.id and w.part = 'VICTIM' and sec.marac_same_people(v.person_id, w.person_id)
      where v.case_id = asked and v.part = 'VICTIM')
    and exists (
      select 1 from public.marac_caseperson v join public.marac_caseperson w
      on w.case_id = c.id and w.part = 'PERPETRATOR'
         and sec.marac_same_people(v.person_id, w.person_id)
      where v.case_id = asked and v.part = 'PERPETRATOR')
  from public.marac_case c
  join public.marac_case this on this.id = asked and c.referred_at < this.referred_at
  where sec.marac_takes_part(asked, 'COORDINATOR')
    and c.id in (select sec.marac_candidates(asked, 'VICTIM'))
    and c.id in (select sec.marac_candidates(asked, 'PERPETRATOR'))
    and sec.marac_takes_part(c.id, 'COORDINATOR')
$$;
revoke execute on function sec.marac_same_people(uuid, uuid),
  sec.marac_candidates(uuid, text) from public;
grant execute on function sec.marac_earlier(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0021_grounds_of_the_area")]
    operations = [
        grant(["people_matchkey"], "select", "wb_sec"),
        as_guard(EARLIER),
    ]
