"""A move between MARACs makes risk due to be assessed again, for whoever works on the case.

Only the database knows which of those agencies assessed her. None is told that has somebody who is
kept from the case: a list of what is due would tell them that she has moved.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

HEAD = "volatile security definer set search_path = pg_catalog, sec, pg_temp language sql"
KEPT_FROM = """select 1 from public.marac_caseblock b
      left join public.partners_team t on t.id = b.team_id
      left join public.partners_membership m on m.user_id = b.user_id
        and (m.ends_on is null or m.ends_on >= on_day)
      where b.case_id = asked and b.lifted_at is null
        and a.agency_id in (b.agency_id, t.agency_id, m.agency_id)"""
FUNCTION = f"""
create function sec.marac_moved(asked uuid, on_day date, moment timestamptz) returns void
{HEAD} as $$
  insert into public.risk_happening
    (id, created_at, updated_at, person_id, agency_id, cause, happened_on, by_id, at)
  select gen_random_uuid(), clock_timestamp(), clock_timestamp(), x.victim_id, x.agency_id,
    'MOVE', on_day, sec.me(), moment
  from (
    select distinct a.victim_id, a.agency_id
    from public.marac_caseperson v
    join public.risk_assessment a on a.victim_id = any(sec.one_person(v.person_id))
      and a.state = 'SIGNED' and a.set_aside_by_id is null
    join public.marac_participant p on p.case_id = asked and p.agency_id = a.agency_id
      and p.user_id is null and p.ended_at is null
      and (p.until is null or p.until > statement_timestamp())
    where v.case_id = asked and v.part = 'VICTIM'
      and sec.marac_takes_part(asked, 'COORDINATOR')
      and exists (select 1 from public.marac_transfer t
        where t.case_id = asked and t.cancelled_at is null)
      and not exists ({KEPT_FROM})
      and not exists (select 1 from public.risk_happening h
        where h.person_id = a.victim_id and h.agency_id = a.agency_id and h.cause = 'MOVE'
          and h.happened_on = on_day)
  ) x
$$;
grant execute on function sec.marac_moved(uuid, date, timestamptz) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0195_late_reasons_are_counted"),
        ("risk", "0023_kinds_of_agency_by_whom"),
    ]
    operations = [
        rewall("risk_happening", Allow("insert", "wb_sec", check="cause = 'MOVE'")),
        as_guard(FUNCTION),
    ]
