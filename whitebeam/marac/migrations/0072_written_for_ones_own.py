"""Whoever writes of a case writes for an agency of theirs, and into the case they were asked about.

The ledger: nobody writes a line for another agency, or adds a receiver to another's line. The
coordinator writes the referrer's line when research opens, and adds whoever is seated later.
Research: an answer belongs to the request's own case and agency.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
FUNCTIONS = f"""
create function sec.marac_shares_for(asked uuid, agency uuid) returns boolean {HEAD} as $$
  select sec.marac_takes_part(asked, 'COORDINATOR') or exists (
    select 1 from public.marac_participant p
    where p.case_id = asked and p.agency_id = agency
      and p.key = any(sec.marac_keys('COORDINATOR,CHAIR,IDVA,RESEARCHER,REFERRER'))
      and p.ended_at is null and (p.until is null or p.until > statement_timestamp())
      and (p.agreement_id is null or p.agreement_id = any(sec.agreements())))
$$;
create function sec.marac_adds_to_line(asked uuid, line uuid) returns boolean {HEAD} as $$
  select exists (
    select 1 from public.marac_disclosure d
    where d.id = line and d.case_id = asked
      and (d.decided_by_id = sec.me() or sec.marac_takes_part(asked, 'COORDINATOR')))
$$;
create function sec.marac_answers_as(asked uuid, of_case uuid, agency uuid) returns boolean
{HEAD} as $$
  select sec.marac_answers(asked) and exists (
    select 1 from public.marac_researchrequest r
    where r.id = asked and r.case_id = of_case and r.agency_id = coalesce(agency, r.agency_id))
$$;
create function sec.marac_is_about(of_case uuid, person uuid) returns boolean {HEAD} as $$
  select exists (
    select 1 from public.marac_caseperson p where p.id = person and p.case_id = of_case)
$$;
grant execute on function sec.marac_shares_for(uuid, uuid), sec.marac_adds_to_line(uuid, uuid),
  sec.marac_answers_as(uuid, uuid, uuid), sec.marac_is_about(uuid, uuid) to wb_app
"""
SHARING = walls.acted(
    walls.EVERYONE,
    f"decided_by_id = {walls.ME}",
    "sec.marac_shares_for(case_id, controller_id)",
)
ADDING = walls.acted(walls.EVERYONE, "sec.marac_adds_to_line(case_id, disclosure_id)")

SAYING = walls.acted(
    walls.WORKING,
    f"by_id = {walls.ME}",
    "sec.marac_sits(meeting_id)",
    "sec.marac_shares_for(case_id, agency_id)",
)
ANSWERING = "sec.marac_answers_as(request_id, case_id, agency_id)"
ITEM = f"""by_id = {walls.ME} and {ANSWERING}
  and (about_id is null or sec.marac_is_about(case_id, about_id))"""
KNOWN = """sec.marac_answers_as(request_id, case_id, null)
  and sec.marac_is_about(case_id, case_person_id)"""
DRAFT = f"by_id = {walls.ME} and {ANSWERING}"


class Migration(migrations.Migration):
    dependencies = [("marac", "0071_nothing_of_a_denied_case_is_audited_to_her")]
    operations = [
        as_guard(FUNCTIONS),
        rewall("marac_disclosure", Allow("insert", "wb_app", check=SHARING)),
        rewall("marac_recipient", Allow("insert", "wb_app", check=ADDING)),
        rewall("marac_entry", Allow("insert", "wb_app", check=SAYING)),
        rewall("marac_researchitem", Allow("insert", "wb_app", check=ITEM)),
        rewall("marac_knownperson", Allow("insert", "wb_app", check=KNOWN)),
        rewall("marac_researchdraft", Allow("insert", "wb_app", check=DRAFT)),
    ]
