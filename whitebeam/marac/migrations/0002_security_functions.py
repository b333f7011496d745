"""Who takes part in a case, as the walls ask it: by agency and capacity, or as one guest.

A part is held under a capacity; the user must have the duty of that capacity at that agency now.
`sec.marac_keys` gives the acting user's keys, `sec.marac_denied` the cases that were never made for
them: those blocked, those about somebody who does not exist for them, those from a referral that
was never made for them.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
READ_BY_GUARD = (
    "marac_case",
    "marac_caseperson",
    "marac_caseblock",
    "marac_participant",
    "marac_panel",
    "marac_meeting",
    "marac_agendaitem",
    "marac_attendance",
    "marac_researchrequest",
)

FUNCTIONS = f"""
create function sec.marac_keys(capacities text) returns text[] stable {HEAD} language sql as $$
  select coalesce(array_agg(agency || ':' || held.capacity), '{{}}')
         || case when capacities like '%RESEARCHER%' then array[sec.me()::text] else '{{}}' end
  from (values ('COORDINATOR', 'COORDINATE_MARAC', 'COORDINATOR'),
               ('CHAIR', 'CHAIR_MARAC', 'CHAIR'),
               ('IDVA', 'SUPPORT_VICTIMS', 'IDVA'),
               ('RESEARCHER', 'RESEARCH_MARAC', 'RESEARCHER'),
               ('REFERRER', 'REFER_TO_MARAC', 'REFERRER'),
               ('GUARDIAN', 'GUARD_RECORDS', 'COORDINATOR')) as held(asked, duty, capacity)
  cross join lateral unnest(sec.agencies_with(held.duty)) agency
  where held.asked = any(string_to_array(capacities, ','))
$$;

create function sec.marac_denied() returns uuid[] volatile {HEAD} language plpgsql as $$
declare
  kept text := sec.recall('marac_denied');
  denied uuid[];
begin
  if kept is not null then
    return kept::uuid[];
  end if;
  select coalesce(array_agg(x.id), '{{}}') into denied from (
    select b.case_id as id from public.marac_caseblock b
    where b.lifted_at is null
      and (b.user_id = sec.uid() or b.team_id = any(sec.teams())
           or b.agency_id = any(sec.agencies_writing()))
    union
    select p.case_id from public.marac_caseperson p where p.person_id = any(sec.people_denied())
    union
    select c.id from public.marac_case c where c.referral_id = any(sec.referrals_denied())
  ) x;
  perform sec.remember('marac_denied', denied::text);
  return denied;
end $$;

create function sec.marac_takes_part(asked uuid, capacities text) returns boolean stable {HEAD}
language sql as $$
  select asked <> all(sec.marac_denied()) and (
    exists (select 1 from public.marac_participant p
            where p.case_id = asked and p.key = any(sec.marac_keys(capacities))
              and p.ended_at is null and (p.until is null or p.until > statement_timestamp())
              and (p.agreement_id is null or p.agreement_id = any(sec.agreements())))
    or capacities like '%REFERRER%' and exists (
            select 1 from public.marac_case c where c.id = asked and c.referred_by_id = sec.me()))
$$;

-- Whoever refers seats the panel's coordinator and their own agency; the coordinator seats the rest.
create function sec.marac_may_seat(asked uuid, agency uuid, capacity text, keeper uuid)
returns boolean stable {HEAD} language sql as $$
  select exists (
    select 1 from public.marac_case c join public.marac_panel n on n.id = c.panel_id
    where c.id = asked and keeper = n.coordinated_by_id and (
      sec.marac_takes_part(asked, 'COORDINATOR')
      or c.referred_by_id = sec.me() and asked <> all(sec.marac_denied())
         and (capacity = 'COORDINATOR' and agency = n.coordinated_by_id
              or capacity = 'REFERRER' and agency = c.referring_agency_id)))
$$;

create function sec.marac_answers(asked uuid) returns boolean stable {HEAD} language sql as $$
  select exists (
    select 1 from public.marac_researchrequest r
    join public.marac_participant p on p.case_id = r.case_id and p.agency_id = r.agency_id
    where r.id = asked and r.withdrawn_at is null and r.case_id <> all(sec.marac_denied())
      and p.key = any(sec.marac_keys('RESEARCHER')) and p.ended_at is null
      and (p.until is null or p.until > statement_timestamp())
      and (p.agreement_id is null or p.agreement_id = any(sec.agreements())))
$$;

create function sec.marac_works() returns boolean stable {HEAD} language sql as $$
  select cardinality(sec.agencies_with(
    'REFER_TO_MARAC,RESEARCH_MARAC,COORDINATE_MARAC,CHAIR_MARAC,SUPPORT_VICTIMS,VIEW_MARAC_FIGURES'
  )) > 0
$$;

-- Nobody speaks at a meeting before they have accepted its statement.
create function sec.marac_sits(asked uuid) returns boolean stable {HEAD} language sql as $$
  select exists (select 1 from public.marac_attendance a
    where a.meeting_id = asked and a.user_id = sec.me() and a.accepted_at is not null)
$$;

create function sec.marac_runs(asked uuid) returns boolean stable {HEAD} language sql as $$
  select exists (select 1 from public.marac_meeting m
    where m.id = asked and (m.coordinated_by_id = any(sec.agencies_with('COORDINATE_MARAC'))
      or m.chair_id = sec.me() or m.called_by_id = sec.me()))
$$;

create function sec.marac_guards(asked uuid) returns boolean stable {HEAD} language sql as $$
  select asked <> all(sec.marac_denied()) and exists (
    select 1 from public.marac_participant p
    where p.case_id = asked and p.key = any(sec.marac_keys('GUARDIAN')))
$$;

create function sec.marac_lift_block(block uuid) returns void {HEAD} language plpgsql as $$
begin
  update public.marac_caseblock set lifted_at = clock_timestamp(), lift_approved_by_id = sec.me()
    where id = block and lifted_at is null
      and sec.guards_elsewhere(lifted_by_id) and case_id <> all(sec.marac_denied());
  if not found then
    raise exception 'may not lift this block' using errcode = '42501';
  end if;
end $$;

grant execute on function sec.marac_keys(text), sec.marac_denied(), sec.marac_works()
  to wb_app, wb_report;
grant execute on function sec.marac_takes_part(uuid, text),
  sec.marac_may_seat(uuid, uuid, text, uuid), sec.marac_answers(uuid), sec.marac_sits(uuid),
  sec.marac_runs(uuid), sec.marac_guards(uuid), sec.marac_lift_block(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0001_starting_tables"),
        ("partners", "0007_agencies_by_duty"),
        ("people", "0009_what_ended_stays_ended"),
        ("referrals", "0012_held_means_this_referral"),
    ]
    operations = [
        grant(READ_BY_GUARD, "select", "wb_sec"),
        migrations.RunSQL(
            "grant update (lifted_at, lift_approved_by_id) on marac_caseblock to wb_sec",
            migrations.RunSQL.noop,
        ),
        *(
            wall(table, Allow("select", "wb_sec", using="id is not null"))
            for table in READ_BY_GUARD
            if table != "marac_panel"
        ),
        wall(
            "marac_caseblock",
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("lifted_at",),
            ),
        ),
        as_guard(FUNCTIONS),
    ]
