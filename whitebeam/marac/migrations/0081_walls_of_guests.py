"""The wall asks for the code: see 0080. What a guest's access says is changed by who coordinates."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, judged, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
# A guest's session lasts an hour, and each begins with the code.
FUNCTIONS = f"""
create or replace function sec.marac_keys(capacities text) returns text[] stable {HEAD}
language sql as $$
  select coalesce(array_agg(agency || ':' || held.capacity), '{{}}')
         || case when capacities like '%RESEARCHER%' then array(
              select g.id::text from public.marac_guestaccess g
              where g.user_id = sec.me() and g.ended_at is null and g.until > statement_timestamp()
                and g.entered_at > statement_timestamp() - interval '60 minutes')
            else '{{}}' end
  from (values ('COORDINATOR', 'COORDINATE_MARAC', 'COORDINATOR'),
               ('CHAIR', 'CHAIR_MARAC', 'CHAIR'),
               ('IDVA', 'SUPPORT_VICTIMS', 'IDVA'),
               ('RESEARCHER', 'RESEARCH_MARAC', 'RESEARCHER'),
               ('REFERRER', 'REFER_TO_MARAC', 'REFERRER'),
               ('GUARDIAN', 'GUARD_RECORDS', 'COORDINATOR')) as held(asked, duty, capacity)
  cross join lateral unnest(sec.agencies_with(held.duty)) agency
  where held.asked = any(string_to_array(capacities, ','))
$$;

-- Returns the accesses whose code was shown, none if it was wrong, and null if none is open.
create function sec.marac_guest_enters(shown uuid[], proofs text[]) returns uuid[] volatile {HEAD}
language plpgsql as $$
declare
  open_ones uuid[];
  right_ones uuid[];
begin
  select array_agg(g.id) into open_ones from (
    select a.id from public.marac_guestaccess a
    where a.user_id = sec.me() and a.ended_at is null and a.until > statement_timestamp()
      and a.wrong_words < 10
    for update) g;
  if open_ones is null then
    return null;
  end if;
  select coalesce(array_agg(g.id), '{{}}') into right_ones
  from public.marac_guestaccess g
  join unnest(shown, proofs) as given(id, proof) on given.id = g.id
  where g.id = any(open_ones)
    and encode(sha256(decode(given.proof, 'hex')), 'hex') = split_part(g.words_hash, '$', 2);
  if right_ones = '{{}}' then
    update public.marac_guestaccess set wrong_words = wrong_words + 1,
      updated_at = clock_timestamp() where id = any(open_ones);
  else
    update public.marac_guestaccess set entered_at = statement_timestamp(), wrong_words = 0,
      updated_at = clock_timestamp() where id = any(right_ones);
  end if;
  return right_ones;
end $$;

create function sec.marac_lets_in(access uuid, asked uuid, agency uuid, guest uuid)
returns boolean stable {HEAD} language sql as $$
  select exists (
    select 1 from public.marac_guestaccess g
    where g.id = access and g.user_id = guest and g.agency_id = agency and g.ended_at is null
      and (g.case_id = asked or exists (
        select 1 from public.marac_agendaitem i
        where i.meeting_id = g.meeting_id and i.case_id = asked)))
$$;
grant execute on function sec.marac_guest_enters(uuid[], text[]),
  sec.marac_lets_in(uuid, uuid, uuid, uuid) to wb_app
"""
NEW_CODE = """
create function marac_guestaccess_new_code() returns trigger
set search_path = public, pg_temp language plpgsql as $$
begin
  new.entered_at := null;
  new.wrong_words := 0;
  return new;
end $$;
create trigger new_code before update of words_hash on marac_guestaccess for each row
  execute function marac_guestaccess_new_code();
revoke update (wrong_words, entered_at) on marac_guestaccess from wb_app
"""
KEEPING = f"{walls.COORDINATING} and (case_id is null or {walls.not_denied()})"
INVITING = f"""invited_by_id = {walls.ME} and {walls.COORDINATING} and entered_at is null
  and wrong_words = 0 and (case_id is null or sec.marac_takes_part(case_id, 'COORDINATOR'))"""
SEATING = f"""added_by_id = {walls.ME}
  and sec.marac_may_seat(case_id, agency_id, capacity, coordinated_by_id)
  and (user_id is null or capacity = 'RESEARCHER'
       and sec.marac_lets_in(access_id, case_id, agency_id, user_id))"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0080_a_guest_has_given_the_code")]
    operations = [
        as_guard(FUNCTIONS),
        migrations.RunSQL(NEW_CODE, migrations.RunSQL.noop),
        rewall(
            "marac_guestaccess",
            Allow("insert", "wb_app", check=INVITING),
            Allow(
                "update",
                "wb_app",
                using=KEEPING,
                check=KEEPING,
                columns=("until", "words_hash", "ended_at", "updated_at"),
            ),
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("wrong_words", "entered_at", "updated_at"),
            ),
        ),
        judged("marac_guestaccess", "update", "old.ended_at is null"),
        rewall("marac_participant", Allow("insert", "wb_app", check=SEATING)),
    ]
