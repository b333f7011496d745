"""What the coordinator may do across agencies, each by one function that checks it again.

`broker_candidates` is the only way to see people of other agencies, only for a waiting request,
only as many facts as tell two people apart, and it writes its own audit entry first.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
MATCHING = f"""
create function sec.is_coordinator() returns boolean stable {HEAD} language sql as $$
  select coalesce(array_length(sec.agencies_coordinated(), 1), 0) > 0
$$;
create function sec.keys_of_request(request uuid) returns setof bigint stable {HEAD}
  language sql as $$
  select k.key from public.people_matchkey k
  join public.people_matchrequest r on r.person_id = k.person_id
  where r.id = request and r.outcome = 'OPEN' and sec.is_coordinator()
$$;
create function sec.broker_candidates(request uuid, most integer)
  returns table (person_id uuid, date_of_birth date, birth_precision text, sex text,
                 names jsonb, agencies uuid[])
  volatile {HEAD} language plpgsql as $$
declare
  asked uuid;
begin
  select r.person_id into asked from public.people_matchrequest r
    where r.id = request and r.outcome = 'OPEN';
  if asked is null or not sec.is_coordinator() or asked = any(sec.people_denied()) then
    return;
  end if;
  perform audit.add('people.match.candidates_shown', 'people.MatchRequest', request::text, asked,
                    '{{F2}}'::text[], null::bytea, 'ALLOWED', '{{}}'::jsonb);
  return query
    with hits as (
      select k.person_id as pid, sum(1.0 / q.n) as score
      from (select m.key, count(*) as n from public.people_matchkey m
            where m.key in (select sec.keys_of_request(request))
            group by m.key having count(*) <= 1000) q
      join public.people_matchkey k on k.key = q.key
      where k.person_id <> asked
      group by k.person_id order by 2 desc limit most
    )
    select p.id, p.date_of_birth, p.birth_precision::text, p.sex::text,
      (select jsonb_agg(jsonb_build_object('kind', n.kind, 'given', n.given,
                                           'middle', n.middle, 'family', n.family))
       from public.people_name n where n.person_id = p.id),
      (select array_agg(distinct i.agency_id) from public.people_involvement i
       where i.person_id = p.id and i.ended_at is null)
    from hits h join public.people_person p on p.id = h.pid
    where p.id <> all(sec.people_denied())
    order by h.score desc, p.id;
end $$;
create function sec.tie_records(merge uuid) returns void {HEAD} language plpgsql as $$
declare
  m public.people_merge;
begin
  select * into m from public.people_merge where id = merge for update;
  if m.id is null or m.state <> 'ASKED' or m.asked_by_id = sec.me() or not sec.is_coordinator() then
    raise exception 'may not merge these records' using errcode = '42501';
  end if;
  update public.people_merge set state = 'DONE', decided_by_id = sec.me(),
    decided_at = clock_timestamp() where id = merge;
  update public.people_person set merged_into_id = (
    select coalesce(k.merged_into_id, k.id) from public.people_person k where k.id = m.kept_id)
    where id = m.gone_id;
end $$;
create function sec.refuse_tie(merge uuid) returns void {HEAD} language plpgsql as $$
begin
  update public.people_merge set state = 'REFUSED', decided_by_id = sec.me(),
    decided_at = clock_timestamp()
    where id = merge and state = 'ASKED' and asked_by_id <> sec.me() and sec.is_coordinator();
  if not found then
    raise exception 'may not decide this merge' using errcode = '42501';
  end if;
end $$;
create function sec.untie_records(merge uuid) returns void {HEAD} language plpgsql as $$
declare
  m public.people_merge;
begin
  select * into m from public.people_merge where id = merge for update;
  if m.id is null or m.state <> 'DONE' or m.undo_asked_by_id is null
     or m.undo_asked_by_id = sec.me() or not sec.is_coordinator() then
    raise exception 'may not take these records apart' using errcode = '42501';
  end if;
  update public.people_merge set state = 'UNDONE', undone_by_id = sec.me(),
    undone_at = clock_timestamp() where id = merge;
  update public.people_person set merged_into_id = null where id = m.gone_id;
end $$;
grant execute on function sec.broker_candidates(uuid, integer), sec.tie_records(uuid),
  sec.refuse_tie(uuid), sec.untie_records(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_location_functions")]
    operations = [as_guard(MATCHING)]
