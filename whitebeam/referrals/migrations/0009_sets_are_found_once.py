"""The sets that every wall asks are found once a transaction, not once for each mention.

A page asks dozens of walls, and each mention of a set was a query of its own: most of a page's time.
`sec.prepare()` finds them all and keeps them in a transaction-local setting that it signs, bound to
the context, the connection and the transaction, so that nobody can set it to something else;
`sec.sets()` verifies and reads it. The first to ask prepares.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp language plpgsql"
PAGE = "set search_path = pg_catalog, sec, pg_temp language plpgsql"

SETS = f"""
create function sec.signed(text_to_sign text) returns text stable {HEAD} as $$
declare
  k sec.ctx_key;
begin
  select * into strict k from sec.ctx_key;
  return encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(text_to_sign, 'UTF8'))),
                'hex');
end $$;

create function sec.prepare() returns void volatile {HEAD} as $$
declare
  c text[] := sec.claims();
  today date := sec.today();
  who uuid;
  me uuid;
  reading uuid[]; writing uuid[]; guarded uuid[]; coordinated uuid[]; my_teams uuid[];
  in_force uuid[]; people uuid[]; referrals uuid[];
  sets text;
begin
  if c[1] not like 'user:%' then
    raise exception 'no user in the security context' using errcode = '42501';
  end if;
  who := substr(c[1], 6)::uuid;
  select u.id into me from public.accounts_user u where u.id = who and u.is_active;
  select coalesce(array_agg(m.agency_id) filter (where a.kind <> 'GUEST' and m.duties &&
             '{{VIEW_OWN_REFERRALS,VIEW_PEOPLE,TRIAGE_REFERRALS,SUPPORT_VICTIMS,ASSIGN_REFERRALS,COORDINATE_MATCHES}}'::varchar[]), '{{}}'),
         coalesce(array_agg(m.agency_id), '{{}}'),
         coalesce(array_agg(m.agency_id) filter (where a.kind <> 'GUEST'
             and 'GUARD_RECORDS' = any(m.duties)), '{{}}'),
         coalesce(array_agg(m.agency_id) filter (where a.kind <> 'GUEST'
             and 'COORDINATE_MATCHES' = any(m.duties)), '{{}}'),
         coalesce(array_agg(m.team_id) filter (where m.team_id is not null), '{{}}')
    into reading, writing, guarded, coordinated, my_teams
    from public.partners_membership m
    join public.partners_agency a on a.id = m.agency_id and a.status = 'ACTIVE'
    where m.user_id = me and m.starts_on <= today and (m.ends_on is null or m.ends_on >= today);
  select coalesce(array_agg(g.id), '{{}}') into in_force
    from public.partners_sharingagreement g where today between g.starts_on and g.ends_on;
  select coalesce(array_agg(distinct r.person_id), '{{}}') into people
    from public.people_restriction r
    where r.lifted_at is null
      and (r.user_id = who or r.team_id = any(my_teams) or r.agency_id = any(writing));
  if people <> '{{}}' then
    select coalesce(array_agg(distinct p.id), '{{}}') into people
    from (select distinct coalesce(b.merged_into_id, b.id) as root
          from public.people_person b where b.id = any(people)) one_person
    join public.people_person p on p.id = one_person.root or p.merged_into_id = one_person.root;
  end if;
  select coalesce(array_agg(x.id), '{{}}') into referrals from (
    select b.referral_id as id from public.referrals_caseblock b
    where b.lifted_at is null
      and (b.user_id = who or b.team_id = any(my_teams) or b.agency_id = any(writing))
    union
    select p.referral_id from public.referrals_part p where p.person_id = any(people)
  ) x;
  sets := concat_ws('|', coalesce(me::text, '-'), reading, writing, guarded, coordinated, my_teams,
                    in_force, people, referrals, c[8], c[5], c[6], c[7]);
  perform set_config('wb.sets', sets || '|' || sec.signed(sets), true);
end $$;

create function sec.sets() returns text[] stable {HEAD} as $$
declare
  kept text := nullif(current_setting('wb.sets', true), '');
  s text[] := string_to_array(kept, '|');
begin
  if s is not null and array_length(s, 1) = 14
     and s[10] = right(current_setting('wb.ctx', true), 64)
     and s[11]::int = pg_backend_pid()
     and s[12]::bigint = (extract(epoch from transaction_timestamp()) * 1000000)::bigint
     and s[13]::bigint >= extract(epoch from clock_timestamp())
     and s[14] = sec.signed(left(kept, -65)) then
    return s;
  end if;
  perform sec.prepare();
  return string_to_array(current_setting('wb.sets', true), '|');
end $$;

create or replace function sec.me() returns uuid stable {PAGE} as $$
begin return nullif((sec.sets())[1], '-')::uuid; end $$;
create or replace function sec.agencies() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[2]::uuid[]; end $$;
create or replace function sec.agencies_writing() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[3]::uuid[]; end $$;
create or replace function sec.agencies_guarded() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[4]::uuid[]; end $$;
create or replace function sec.agencies_coordinated() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[5]::uuid[]; end $$;
create or replace function sec.teams() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[6]::uuid[]; end $$;
create or replace function sec.agreements() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[7]::uuid[]; end $$;
create or replace function sec.people_denied() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[8]::uuid[]; end $$;
create or replace function sec.referrals_denied() returns uuid[] stable {PAGE} as $$
begin return (sec.sets())[9]::uuid[]; end $$;
grant execute on function sec.sets() to wb_app, wb_broker, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0008_the_clock_may_work"),
        ("people", "0008_location_opens_to_who_sees_her"),
    ]
    operations = [as_guard(SETS)]
