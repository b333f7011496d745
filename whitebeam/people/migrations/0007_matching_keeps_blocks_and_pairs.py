"""What a coordinator sees and ties: blocks are left out before anything is counted or cut off.

Ties are one step deep, each record to the one it is kept under, so that a block on any of them
reaches all, and taking one apart changes no other.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
FACTS = "person_id uuid, date_of_birth date, birth_precision text, sex text, names jsonb"
MATCHING = f"""
create function sec.root_of(person uuid) returns uuid stable {HEAD} language sql as $$
  select coalesce(p.merged_into_id, p.id) from public.people_person p where p.id = person
$$;
create function sec.may_merge(kept uuid, gone uuid) returns boolean stable {HEAD} language sql as $$
  select sec.is_coordinator() and kept <> gone
    and kept <> all(sec.people_denied()) and gone <> all(sec.people_denied())
    and sec.root_of(kept) = kept and sec.root_of(gone) = gone
    and not exists (select 1 from public.people_person p where p.merged_into_id = gone)
$$;
create function sec.merge_pair(one uuid, other uuid) returns table (kept uuid, gone uuid)
  stable {HEAD} language sql as $$
  with roots as (select sec.root_of(one) as a, sec.root_of(other) as b),
  ways as (select a as kept, b as gone, 1 as choice from roots union select b, a, 2 from roots)
  select w.kept, w.gone from ways w where sec.may_merge(w.kept, w.gone) order by w.choice limit 1
$$;
create function sec.facts_of(people uuid[]) returns table ({FACTS}, agencies uuid[])
  stable {HEAD} language sql as $$
  select p.id, p.date_of_birth, p.birth_precision::text, p.sex::text,
    (select jsonb_agg(jsonb_build_object('kind', n.kind, 'given', n.given, 'middle', n.middle,
                                         'family', n.family) order by n.created_at, n.id)
     from public.people_name n where n.person_id = p.id),
    (select array_agg(distinct i.agency_id) from public.people_involvement i
     join public.partners_agency a on a.id = i.agency_id and a.kind <> 'GUEST'
     where i.person_id = p.id and i.ended_at is null)
  from unnest(people) with ordinality as wanted(id, place)
  join public.people_person p on p.id = wanted.id
  where p.id <> all(sec.people_denied())
  order by wanted.place
$$;
drop function sec.broker_candidates(uuid, integer);
create function sec.broker_candidates(request uuid, most integer)
  returns table ({FACTS}, agencies uuid[]) volatile {HEAD} language plpgsql as $$
declare
  denied uuid[] := sec.people_denied();
  asked uuid;
  likely uuid[];
begin
  select r.person_id into asked from public.people_matchrequest r
    where r.id = request and r.outcome = 'OPEN';
  if asked is null or not sec.is_coordinator() or asked = any(denied) then
    return;
  end if;
  perform audit.add('people.match.candidates_shown', 'people.MatchRequest', request::text, asked,
                    '{{F2}}'::text[], null::bytea, 'ALLOWED', '{{}}'::jsonb);
  with others as (
    select m.key, m.person_id as pid from public.people_matchkey m
    where m.key in (select sec.keys_of_request(request)) and m.person_id <> all(denied)
  ), rare as (
    select o.key, 1.0 / count(*) as weight from others o group by o.key having count(*) <= 1000
  ), hits as (
    select o.pid, sum(r.weight) as score from others o join rare r on r.key = o.key
    where sec.root_of(o.pid) <> sec.root_of(asked)
    group by o.pid order by 2 desc, 1 limit most
  )
  select array_agg(h.pid order by h.score desc, h.pid) into likely from hits h;
  return query select * from sec.facts_of(asked || likely);
end $$;
create function sec.broker_pair(merge uuid)
  returns table ({FACTS}, agencies uuid[]) volatile {HEAD} language plpgsql as $$
declare
  m public.people_merge;
begin
  select * into m from public.people_merge where id = merge;
  if m.id is null or not sec.is_coordinator()
     or m.kept_id = any(sec.people_denied()) or m.gone_id = any(sec.people_denied()) then
    return;
  end if;
  perform audit.add('people.merge.records_shown', 'people.Merge', merge::text, m.kept_id,
                    '{{F2}}'::text[], null::bytea, 'ALLOWED', '{{}}'::jsonb);
  return query select * from sec.facts_of(array[m.kept_id, m.gone_id]);
end $$;
create function sec.may_decide(merge public.people_merge) returns boolean stable {HEAD}
  language sql as $$
  select sec.is_coordinator() and (merge).kept_id <> all(sec.people_denied())
    and (merge).gone_id <> all(sec.people_denied())
$$;
create or replace function sec.tie_records(merge uuid) returns void {HEAD} language plpgsql as $$
declare
  m public.people_merge;
begin
  select * into m from public.people_merge where id = merge for update;
  perform 1 from public.people_person p where p.id in (m.kept_id, m.gone_id)
    order by p.id for update;
  if m.id is null or m.state <> 'ASKED' or m.asked_by_id = sec.me()
     or not sec.may_merge(m.kept_id, m.gone_id) then
    raise exception 'may not merge these records' using errcode = '42501';
  end if;
  update public.people_merge set state = 'DONE', decided_by_id = sec.me(),
    decided_at = clock_timestamp() where id = merge;
  update public.people_person set merged_into_id = m.kept_id where id = m.gone_id;
end $$;
create or replace function sec.refuse_tie(merge uuid) returns void {HEAD} language plpgsql as $$
begin
  update public.people_merge m set state = 'REFUSED', decided_by_id = sec.me(),
    decided_at = clock_timestamp()
    where m.id = merge and m.state = 'ASKED' and m.asked_by_id <> sec.me() and sec.may_decide(m);
  if not found then
    raise exception 'may not decide this merge' using errcode = '42501';
  end if;
end $$;
create or replace function sec.untie_records(merge uuid) returns void {HEAD} language plpgsql as $$
declare
  m public.people_merge;
begin
  select * into m from public.people_merge where id = merge for update;
  if m.id is null or m.state <> 'DONE' or m.undo_asked_by_id is null
     or m.undo_asked_by_id = sec.me() or not sec.may_decide(m) then
    raise exception 'may not take these records apart' using errcode = '42501';
  end if;
  update public.people_merge set state = 'UNDONE', undone_by_id = sec.me(),
    undone_at = clock_timestamp() where id = merge;
  update public.people_person set merged_into_id = null where id = m.gone_id;
end $$;

-- A power of ten, so that the number of people tells nobody that one more is held.
create function sec.people_held() returns bigint stable {HEAD} language sql as $$
  select (10 ^ greatest(3, round(log(greatest(c.reltuples, 1)::numeric))))::bigint
  from pg_class c where c.oid = 'public.people_person'::regclass
$$;
grant execute on function sec.may_merge(uuid, uuid), sec.merge_pair(uuid, uuid),
  sec.broker_candidates(uuid, integer), sec.broker_pair(uuid), sec.people_held() to wb_app
"""
COORDINATOR = "array_length((select sec.agencies_coordinated())::uuid[], 1) > 0"


class Migration(migrations.Migration):
    dependencies = [("people", "0006_blocks_hold_against_every_statement")]
    operations = [
        as_guard(MATCHING),
        rewall(
            "people_merge",
            Allow(
                "insert",
                "wb_app",
                check=f"asked_by_id = (select sec.uid()) and state = 'ASKED' and {COORDINATOR}"
                " and sec.may_merge(kept_id, gone_id)",
            ),
        ),
    ]
