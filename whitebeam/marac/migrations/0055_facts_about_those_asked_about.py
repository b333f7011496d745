"""An agency that researches reads no fact about somebody whom it was not asked about."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
ABOUT_ASKED = """and (p.capacity <> 'RESEARCHER' or marac_researchitem.about_id is null
      or exists (
        select 1 from marac_researchrequest r join marac_caseperson c on c.case_id = r.case_id
        where r.case_id = p.case_id and r.agency_id = p.agency_id and r.withdrawn_at is null
        and c.id = marac_researchitem.about_id and c.part = any(r.parts)))"""
SEEN = f"""(
  {walls.part(walls.WORKING, "marac_researchitem.case_id", ABOUT_ASKED)} and shared_at is not null
  or {walls.OWN_ITEM}) and {walls.not_denied()}"""
RECEIVERS = """
drop function sec.marac_receivers(uuid);
create function sec.marac_receivers(asked uuid, about uuid) returns uuid[] stable
  security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select coalesce(array_agg(distinct p.agency_id), '{}')
  from public.marac_participant p
  where p.case_id = asked
    and sec.marac_takes_part(asked, 'COORDINATOR,CHAIR,IDVA,RESEARCHER,REFERRER')
    and p.capacity <> 'REFERRER' and p.ended_at is null
    and (p.until is null or p.until > statement_timestamp())
    and (p.agreement_id is null or p.agreement_id = any(sec.agreements()))
    and (about is null or p.capacity <> 'RESEARCHER' or exists (
      select 1 from public.marac_researchrequest r
      join public.marac_caseperson c on c.id = about and c.case_id = r.case_id
      where r.case_id = asked and r.agency_id = p.agency_id and r.withdrawn_at is null
        and c.part = any(r.parts)))
$$;
grant execute on function sec.marac_receivers(uuid, uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0054_walls_of_identifiers")]
    operations = [
        as_guard(RECEIVERS),
        rewall("marac_researchitem", Allow("select", "wb_app", using=SEEN)),
    ]
