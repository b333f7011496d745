"""What was said at a meeting is for those who heard it: the ledger names them, the wall asks it.

Who heard is for the database alone to say, for a block is not seen by others. An agency heard what
was said if somebody of it, from whom the case is not kept, was in the meeting at that moment; and if
it was said of one person, only if the agency was asked about that person. Who coordinates and who
chairs reads it all, for they keep the minutes. What is written down after the case was closed was
said while it was open.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
HEARD = f"""
create function sec.marac_heard(place uuid, moment timestamptz, about uuid, giver uuid)
  returns table (agency_id uuid, name text, regime text, kind text, agreement_id uuid,
                 gives boolean) {HEAD} as $$
  with here as (
    select i.case_id, i.meeting_id, least(moment, i.closed_at) as at
    from public.marac_agendaitem i
    where i.id = place and i.opened_at is not null
      and sec.marac_takes_part(i.case_id, '{walls.WORKING}')
      and (about is null or exists (
        select 1 from public.marac_caseperson c where c.id = about and c.case_id = i.case_id))
  ), me as (
    select coalesce(giver, a.agency_id) as agency_id from here
    join public.marac_attendance a on a.meeting_id = here.meeting_id
    where a.user_id = sec.me() and a.accepted_at is not null
  ), parts as (
    select p.agency_id, bool_or(p.capacity <> 'RESEARCHER') as knows_all,
      bool_or(p.capacity in ('COORDINATOR', 'CHAIR')) as runs
    from here join public.marac_participant p on p.case_id = here.case_id
    where p.capacity <> 'REFERRER' and p.user_id is null and p.ended_at is null
      and (p.until is null or p.until > statement_timestamp())
      and (p.agreement_id is null or p.agreement_id = any(sec.agreements()))
      and not exists (select 1 from public.marac_caseblock b where b.case_id = here.case_id
        and b.agency_id = p.agency_id and b.lifted_at is null)
    group by p.agency_id
  ), heard as (
    select parts.agency_id from parts, here, me
    where parts.agency_id <> me.agency_id
      and (parts.runs or exists (
        select 1 from public.marac_attendance a
        where a.meeting_id = here.meeting_id and a.agency_id = parts.agency_id
          and a.joined_at <= here.at and (a.left_at is null or a.left_at > here.at)
          and not sec.keeps_marac_case_from(a.user_id, here.case_id)))
      and (about is null or parts.knows_all or exists (
        select 1 from public.marac_researchrequest r
        join public.marac_caseperson c on c.id = about
        where r.case_id = here.case_id and r.agency_id = parts.agency_id
          and r.withdrawn_at is null and c.part = any(r.parts)))
  ), possible as (
    select heard.agency_id, a.id as agreement_id,
      count(*) over (partition by a.id) as receivers
    from heard cross join me
    join public.partners_agreementparty t on t.agency_id = heard.agency_id and t.receives
    join public.partners_agreementparty g
      on g.agreement_id = t.agreement_id and g.agency_id = me.agency_id and g.gives
    join public.partners_sharingagreement a on a.id = t.agreement_id
    where a.id = any(sec.agreements())
      and 'F6' = any(a.categories) and 'MEETING' = any(a.purposes)
  ), cover as (
    select distinct on (agency_id) agency_id, agreement_id from possible
    order by agency_id, receivers desc, agreement_id
  )
  select n.id, n.name::text, n.regime::text, n.kind::text, cover.agreement_id, false
  from heard join public.partners_agency n on n.id = heard.agency_id
  left join cover on cover.agency_id = heard.agency_id
  union all
  select n.id, n.name::text, n.regime::text, n.kind::text, null, true
  from me join public.partners_agency n on n.id = me.agency_id
$$;
grant execute on function sec.marac_heard(uuid, timestamptz, uuid, uuid) to wb_app
"""
OF_LINE = """select 1 from marac_disclosure d join marac_recipient r on r.disclosure_id = d.id
        where d.about_label = 'marac.Entry' and d.about_id = marac_entry.id"""
# What was decided is for every agency that works on the case.
HEARD_IT = f"""and (p.capacity in ('COORDINATOR', 'CHAIR') or marac_entry.kind = 'DECISION'
      or p.agency_id = marac_entry.agency_id or exists (
        {OF_LINE} and r.agency_id = p.agency_id))"""
SEEN = f"{walls.part(walls.WORKING, 'marac_entry.case_id', HEARD_IT)} and {walls.not_denied()}"
OWN = f"by_id = {walls.ME} and {SEEN}"
SAYING = walls.acted(
    walls.WORKING,
    f"by_id = {walls.ME}",
    "sec.marac_sits(meeting_id)",
    "sec.marac_shares_for(case_id, agency_id)",
    "(about_id is null or kind <> 'DECISION' and sec.marac_is_about(case_id, about_id))",
)
# The line's decision is one's own, for an agency for which one shares; see 0072.
SHARING = walls.acted(
    walls.EVERYONE,
    f"decided_by_id = {walls.ME}",
    "sec.marac_shares_for(case_id, controller_id)",
    "basis <> 'NOT_KEPT'",
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0140_what_is_said_has_its_line")]
    operations = [
        as_guard(HEARD),
        rewall("marac_disclosure", Allow("insert", "wb_app", check=SHARING)),
        rewall(
            "marac_entry",
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=SAYING),
            Allow("update", "wb_app", using=OWN, check=OWN, columns=("removed_at", "updated_at")),
        ),
    ]
