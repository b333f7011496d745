"""Row-level security of actions, and the ways in which a higher app adds to it.

Who does, keeps or raised an action sees it. A higher app that links actions to a case or a meeting
widens that with an `Allow(…, named="its name")` on `actions_action`, and never reaches past a
conflict block: what `sec.actions_denied()` names is bound out of every policy. That set is put
together from every function `sec.actions_denied_by_…()`, so a higher app adds its own blocks by
making one. In the same way `sec.is_kept_from()` asks every `sec.keeps_…_from(reader, thing)` before
a notice leaves.

Whom an action is about is written by functions of wb_sec only. `sec.add_action_person()` is for the
raiser, and for people whom she may add to. Where the raiser need not know the people, as at a
MARAC, the higher app's own function decides by its case and inserts as wb_sec.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, Only, as_guard, bound, grant, judged, wall

DOING = "sec.agencies_with('DO_ACTIONS,RESEARCH_MARAC')"
CHASING = "sec.agencies_with('CHASE_ACTIONS,COORDINATE_MARAC')"
RAISING = (
    "sec.agencies_with('DO_ACTIONS,RESEARCH_MARAC,CHASE_ACTIONS,COORDINATE_MARAC,CHAIR_MARAC,"
    "SUPPORT_VICTIMS,KEEP_GROUPS,SIT_IN_GROUPS,KEEP_PLAN')"
)
ME = "(select sec.me())"
WRITING = "any((select sec.agencies_writing())::uuid[])"
SEEN = f"""owner_agency_id = any((select {DOING})::uuid[])
  or kept_by_id = any((select {CHASING})::uuid[])
  or owner_id = {ME} and owner_agency_id = {WRITING}
  or raised_by_id = {ME} and raised_for_id = {WRITING}"""
OF_SEEN = "exists (select 1 from actions_action a where a.id = action_id)"
ACTIONS_DENIED = "(select sec.actions_denied())"
NOT_DENIED = f"id <> all({ACTIONS_DENIED}::uuid[])"
NOT_ABOUT_DENIED = f"about_id <> all({ACTIONS_DENIED}::uuid[])"
# An entry may name an action as its subject, or among its details.
NOT_OF_DENIED = (
    f"subject_id <> all({ACTIONS_DENIED}::uuid[]::text[])"
    f" and not exists (select 1 from unnest({ACTIONS_DENIED}::uuid[]::text[]) as denied(id)"
    " where strpos(details::text, denied.id) > 0)"
)
CLOCK = "(select sec.process()) = 'actions_clock'"
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"

BLOCKS = f"""
create function sec.actions_denied_by_people() returns uuid[] stable {HEAD} language plpgsql as $$
declare
  people uuid[] := sec.people_denied();
begin
  if people = '{{}}' then
    return '{{}}';
  end if;
  return (select coalesce(array_agg(p.action_id), '{{}}')
          from public.actions_actionperson p where p.person_id = any(people));
end $$;

create function sec.actions_denied() returns uuid[] volatile {HEAD} language plpgsql as $$
declare
  kept text := sec.recall('actions_denied');
  part regprocedure;
  named uuid[];
  denied uuid[] := '{{}}';
begin
  if kept is null then
    for part in
      select p.oid from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and p.pronargs = 0
        and p.proname like 'actions\\_denied\\_by\\_%'
    loop
      execute format('select %s', part) into named;
      denied := denied || named;
    end loop;
    kept := sec.remember('actions_denied', denied::text);
  end if;
  return kept::uuid[];
end $$;
grant execute on function sec.actions_denied() to wb_app, wb_report;

-- The posting process asks for one reader and one record before an e-mail leaves.
alter function sec.is_kept_from(uuid, uuid) rename to keeps_referral_from;
revoke execute on function sec.keeps_referral_from(uuid, uuid) from wb_worker;
create function sec.keeps_action_from(reader uuid, thing uuid) returns boolean
  stable {HEAD} language sql as $$
  with mine as (
    select m.agency_id, m.team_id from public.partners_membership m
    where m.user_id = reader and m.starts_on <= sec.today()
      and (m.ends_on is null or m.ends_on >= sec.today())
  )
  select exists (
    select 1 from public.people_restriction r
    join public.people_person blocked on blocked.id = r.person_id
    join public.people_person here
      on coalesce(here.merged_into_id, here.id) = coalesce(blocked.merged_into_id, blocked.id)
    join public.actions_actionperson p on p.person_id = here.id
    where p.action_id = thing and r.lifted_at is null
      and (r.user_id = reader or r.agency_id in (select agency_id from mine)
           or r.team_id in (select team_id from mine))
  )
$$;
create function sec.is_kept_from(reader uuid, thing uuid) returns boolean
  volatile {HEAD} language plpgsql as $$
declare
  part regproc;
  kept boolean;
begin
  for part in
    select p.oid from pg_proc p
    where p.pronamespace = 'sec'::regnamespace
      and p.proargtypes = '2950 2950'::oidvector and p.proname like 'keeps\\_%\\_from'
  loop
    execute format('select %s($1, $2)', part) using reader, thing into kept;
    if kept then
      return true;
    end if;
  end loop;
  return false;
end $$;
grant execute on function sec.is_kept_from(uuid, uuid) to wb_worker
"""

DEEDS = f"""
create function sec.add_action_person(action uuid, person uuid) returns void
  volatile {HEAD} language plpgsql as $$
begin
  if not sec.may_add_to(person) or not exists (
    select 1 from public.actions_action a
    where a.id = action and a.raised_by_id = sec.me() and a.id <> all(sec.actions_denied())
  ) then
    raise exception 'may not say whom this action is about' using errcode = '42501';
  end if;
  insert into public.actions_actionperson (id, created_at, updated_at, action_id, person_id)
    values (gen_random_uuid(), clock_timestamp(), clock_timestamp(), action, person)
    on conflict (action_id, person_id) do nothing;
end $$;

create function sec.sees_action(action uuid) returns boolean stable {HEAD} language sql as $$
  select exists (
    select 1 from public.actions_action
    where id = action and ({SEEN})
      and id <> all(sec.actions_denied()))
$$;
create function sec.does_actions_of(agency uuid, doer uuid) returns boolean
  stable {HEAD} language sql as $$
  select agency = any({DOING}) or doer = sec.me() and agency = any(sec.agencies_writing())
$$;
create function sec.chases_actions_of(agency uuid) returns boolean
  stable {HEAD} language sql as $$
  select agency = any({CHASING})
$$;

-- What an agency's lead may know of what is late: that it is, never what it says.
create function sec.late_actions_managed()
  returns table (reference text, agency uuid, owner uuid, due_date date, state text)
  stable {HEAD} language sql as $$
  select a.reference::text, a.owner_agency_id, a.owner_id, a.due_date, a.state::text
  from public.actions_action a
  where a.closed_at is null and a.due_date < sec.today()
    and a.owner_agency_id = any(sec.agencies_with('MANAGE_AGENCY'))
    and a.id <> all((select sec.actions_denied())::uuid[])
  order by a.due_date, a.id
$$;
-- Counts by owner for those who chase and for the steering group; no row of an action leaves it.
create function sec.actions_counted(since date)
  returns table (agency uuid, in_hand bigint, proposed bigint, late bigint,
                 done_in_time bigint, done_late bigint, not_possible bigint, not_undertaken bigint)
  stable {HEAD} language sql as $$
  select a.owner_agency_id,
    count(*) filter (where a.state in ('ACCEPTED', 'IN_PROGRESS')),
    count(*) filter (where a.state = 'PROPOSED'),
    count(*) filter (where a.closed_at is null and a.due_date < sec.today()),
    count(*) filter (where a.state = 'COMPLETED' and closed.on_day <= a.due_date),
    count(*) filter (where a.state = 'COMPLETED' and closed.on_day > a.due_date),
    count(*) filter (where a.state = 'NOT_POSSIBLE'),
    count(*) filter (where a.state = 'NOT_UNDERTAKEN')
  from public.actions_action a
  cross join lateral (select (a.closed_at at time zone 'Europe/London')::date as on_day) closed
  where a.kept_by_id = any(sec.agencies_with('CHASE_ACTIONS,COORDINATE_MARAC,VIEW_MARAC_FIGURES'))
    and (a.closed_at is null or closed.on_day >= since)
    and a.id <> all((select sec.actions_denied())::uuid[])
  group by 1
$$;
grant execute on function sec.add_action_person(uuid, uuid), sec.sees_action(uuid),
  sec.does_actions_of(uuid, uuid), sec.chases_actions_of(uuid), sec.late_actions_managed(),
  sec.actions_counted(date) to wb_app
"""

RAISED = f"""raised_by_id = {ME} and raised_for_id = any((select {RAISING})::uuid[])
  and closed_at is null and superseded_by_id is null and evidence is null
  and (state = 'PROPOSED' and owner_id is null
          and volunteered_at is null and volunteered_by_id is null
       or state = 'ACCEPTED' and volunteered_by_id = {ME}
          and owner_agency_id = any((select {DOING})::uuid[]))"""
# What is closed stays closed; only its own agency says yes to an action or takes it up.
CHANGED = """
  old.closed_at is null
  and (new.owner_agency_id = old.owner_agency_id
       or new.state = 'PROPOSED' and sec.chases_actions_of(old.kept_by_id))
  and case new.state
    when old.state then sec.does_actions_of(old.owner_agency_id, old.owner_id)
      or sec.chases_actions_of(old.kept_by_id)
    when 'ACCEPTED' then sec.does_actions_of(old.owner_agency_id, old.owner_id)
    when 'IN_PROGRESS' then sec.does_actions_of(old.owner_agency_id, old.owner_id)
    when 'PROPOSED' then sec.chases_actions_of(old.kept_by_id)
    when 'SUPERSEDED' then sec.sees_action(new.superseded_by_id)
      and (sec.chases_actions_of(old.kept_by_id) or old.raised_by_id = sec.me())
    else sec.does_actions_of(old.owner_agency_id, old.owner_id)
      or sec.chases_actions_of(old.kept_by_id)
  end
"""
CHANGING = (
    *("state", "owner_agency_id", "owner_id", "volunteered_by_id", "volunteered_at"),
    *("due_date", "evidence", "closed_at", "superseded_by_id", "version", "updated_at"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0001_starting_tables"),
        ("partners", "0007_agencies_by_duty"),
        ("referrals", "0012_held_means_this_referral"),
        ("notices", "0004_posting_says_when_to_try_again"),
    ]
    operations = [
        grant(["actions_action", "actions_actionperson"], "select", "wb_sec"),
        grant(["actions_actionperson"], "insert", "wb_sec"),
        as_guard(BLOCKS),
        as_guard(DEEDS),
        wall(
            "actions_action",
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=RAISED),
            Allow("update", "wb_app", using=SEEN, check=SEEN, columns=CHANGING),
            Allow("select", "wb_sec", using="id is not null"),
            Allow("select", "wb_worker", using=CLOCK),
            Allow("update", "wb_worker", using=CLOCK, check=CLOCK, columns=("updated_at",)),
        ),
        bound(
            "actions_action",
            Only("select", "wb_app", using=NOT_DENIED, named="not_denied"),
            Only("update", "wb_app", using=NOT_DENIED, named="not_denied"),
        ),
        judged("actions_action", "update", CHANGED),
        wall(
            "actions_actionperson",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("select", "wb_sec", using="id is not null"),
            Allow("insert", "wb_sec", check="id is not null"),
        ),
        wall(
            "actions_statechange",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow(
                "insert", "wb_app", check=f"by_id = {ME} and agency_id = {WRITING} and {OF_SEEN}"
            ),
        ),
        wall(
            "actions_chase",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("select", "wb_worker", using=CLOCK),
            Allow("insert", "wb_worker", check=CLOCK),
        ),
        wall(
            "notices_notice",
            Allow("select", "wb_worker", using=CLOCK, named="actions"),
            Allow("insert", "wb_worker", check=CLOCK, named="actions"),
        ),
        bound(
            "notices_notice",
            Only("select", "wb_app", using=NOT_ABOUT_DENIED, named="not_of_actions"),
            Only("update", "wb_app", using=NOT_ABOUT_DENIED, named="not_of_actions"),
        ),
        bound(
            "audit_entry",
            Only("select", "wb_app", using=NOT_OF_DENIED, named="not_of_actions"),
            Only("select", "wb_sec", using=NOT_OF_DENIED, named="not_of_actions"),
        ),
    ]
