"""Each thing that was shared, for guardians: whose it is, on what basis, who received it and when.

As `0064` counts: what a guardian's agency gave or received, and what the panels that it coordinates
brought about, without the cases kept from her. No content, no person.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
LISTED = f"""
create function sec.marac_shared_items(since timestamptz, until timestamptz)
  returns table (receipt uuid, line uuid, reference text, what text, controller_code text,
                 controller text, receiver_code text, receiver text, basis text, agreement text,
                 emergency boolean, at timestamptz) {HEAD} as $$
  with received as (
    select r.id, r.disclosure_id, r.agency_id, t.code::text as code, t.name::text as name,
      r.agreement_id, r.at
    from public.marac_recipient r join public.partners_agency t on t.id = r.agency_id
    where r.at >= since and r.at < until
    union all
    select d.id, d.id, null, '', d.to_marac::text, d.agreement_id, d.decided_at
    from public.marac_disclosure d
    where d.to_marac <> '' and d.decided_at >= since and d.decided_at < until
  )
  select x.id, d.id, c.reference::text, d.about_label::text, g.code::text, g.name::text, x.code,
    x.name, d.basis::text, coalesce(a.name::text, ''),
    x.agreement_id is null and d.emergency_why is not null, x.at
  from received x
  join public.marac_disclosure d on d.id = x.disclosure_id
  join public.marac_case c on c.id = d.case_id
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_agency g on g.id = d.controller_id
  left join public.partners_sharingagreement a on a.id = x.agreement_id
  where (d.controller_id = any((select sec.agencies_with('GUARD_RECORDS'))::uuid[])
         or x.agency_id = any((select sec.agencies_with('GUARD_RECORDS'))::uuid[])
         or n.coordinated_by_id = any((select sec.agencies_with('GUARD_RECORDS'))::uuid[]))
    and d.case_id <> all((select sec.marac_denied())::uuid[])
$$;
grant execute on function sec.marac_shared_items(timestamptz, timestamptz) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0210_what_an_agency_owes_its_lead_knows")]
    operations = [as_guard(LISTED)]
