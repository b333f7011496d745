"""What was shared is counted for guardians: by month, basis, controller and receiver, no content.

A guardian counts what her agency gave or received, and what the panels that it coordinates brought
about. A case kept from her is in none of it. What lacks its justification is named by reference.
"""

from django.db import migrations, models

from whitebeam.kernel.walls import Allow, as_guard, rewall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
ROWS = """
  from public.marac_recipient r
  join public.marac_disclosure d on d.id = r.disclosure_id
  join public.marac_case c on c.id = r.case_id
  join public.marac_panel n on n.id = c.panel_id
  join public.partners_agency g on g.id = d.controller_id
  join public.partners_agency t on t.id = r.agency_id
  left join public.partners_sharingagreement a on a.id = r.agreement_id
  where r.at >= since and r.at < until
    and (d.controller_id = any(sec.agencies_with('GUARD_RECORDS'))
         or r.agency_id = any(sec.agencies_with('GUARD_RECORDS'))
         or n.coordinated_by_id = any(sec.agencies_with('GUARD_RECORDS')))
    and r.case_id <> all((select sec.marac_denied())::uuid[])"""
# The referrer's own account reaches the coordinator by the act of referring.
OWN = "d.about_label = 'marac.Case'"
EMERGENCY = f"(r.agreement_id is null and not {OWN} and d.emergency_why is not null)"
MISSING = f"(r.agreement_id is null and not {OWN} and d.emergency_why is null)"
LATE = "r.at < d.decided_at"

COUNTED = f"""
create function sec.marac_sharing_counted(since timestamptz, until timestamptz)
  returns table (month date, basis text, controller text, receiver text, agreement text,
                 shared bigint, emergency bigint, missing bigint, late bigint) {HEAD} as $$
  select date_trunc('month', r.at, 'Europe/London')::date, d.basis::text, g.name::text,
    t.name::text, coalesce(a.name::text, ''), count(*),
    count(*) filter (where {EMERGENCY}), count(*) filter (where {MISSING}),
    count(*) filter (where {LATE})
  {ROWS}
  group by 1, 2, 3, 4, 5 order by 1 desc, 3, 4, 2, 5
$$;
create function sec.marac_sharing_lacking(since timestamptz, until timestamptz, most int)
  returns table (reference text, controller text, receiver text, at timestamptz, lacks text)
  {HEAD} as $$
  select c.reference::text, g.name::text, t.name::text, r.at,
    case when {MISSING} then 'MISSING' when {LATE} then 'LATE' else 'EMERGENCY' end
  {ROWS} and ({EMERGENCY} or {MISSING} or {LATE})
  order by r.at desc, c.reference, t.name limit most
$$;
grant execute on function sec.marac_sharing_counted(timestamptz, timestamptz),
  sec.marac_sharing_lacking(timestamptz, timestamptz, int) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0063_recipients_under_agreements")]
    operations = [
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(fields=["at"], name="marac_received_when"),
        ),
        rewall("marac_disclosure", Allow("select", "wb_sec", using="id is not null")),
        rewall("marac_recipient", Allow("select", "wb_sec", using="id is not null")),
        as_guard(COUNTED),
    ]
