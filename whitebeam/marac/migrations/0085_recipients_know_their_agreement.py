"""Receivers noted before 0063 get the agreement that covered them then; the rest truly had none.

Under the agreement their receipt must have been possible on that day: the controller gave, they
received, an account of a case for a meeting, and this installation knew of both by that moment. The
agreement that the line names comes first, then the one that covers most of its receivers.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard

counting = import_module("whitebeam.marac.migrations.0064_sharing_is_counted_for_guardians")
WALLED = ("marac_recipient", "marac_disclosure", "marac_case")
NAMED = """
with bare as (
  select r.id, r.disclosure_id, r.agency_id, r.at, d.controller_id, d.agreement_id as named
  from marac_recipient r
  join marac_disclosure d on d.id = r.disclosure_id
  join marac_case c on c.id = r.case_id
  join marac_panel n on n.id = c.panel_id
  where r.agreement_id is null
    and r.created_at < (select m.applied from django_migrations m
      where m.app = 'marac' and m.name = '0063_recipients_under_agreements')
    and not (d.about_label = 'marac.Case' and r.agency_id = n.coordinated_by_id)
), covered as (
  select b.id, b.disclosure_id, a.id as agreement_id, a.id = b.named as is_named, a.starts_on,
    count(*) over (partition by b.disclosure_id, a.id) as receivers
  from bare b
  join partners_sharingagreement a
    on (b.at at time zone 'Europe/London')::date between a.starts_on and a.ends_on
    and a.created_at <= b.at and 'F6' = any(a.categories) and 'MEETING' = any(a.purposes)
  join partners_agreementparty g
    on g.agreement_id = a.id and g.agency_id = b.controller_id and g.gives and g.created_at <= b.at
  join partners_agreementparty t
    on t.agreement_id = a.id and t.agency_id = b.agency_id and t.receives and t.created_at <= b.at
), best as (
  select distinct on (id) id, agreement_id from covered
  order by id, is_named desc nulls last, receivers desc, starts_on desc, agreement_id
)
update marac_recipient r set agreement_id = best.agreement_id from best where best.id = r.id
"""
# Who refers hands over their own account without one; null says that there had to be one. An
# emergency is named by the line, or by the request of whoever was asked without an agreement.
LACKING = f"r.agreement_id is null and not {counting.OWN}"
NAMED_EMERGENCY = """(d.emergency_why is not null or exists (
      select 1 from public.marac_researchrequest q
      where q.case_id = r.case_id and q.agency_id = r.agency_id and q.emergency_why is not null))"""
EMERGENCY = f"({LACKING} and {NAMED_EMERGENCY})"
MISSING = f"({LACKING} and not {NAMED_EMERGENCY})"
COUNTED = f"""
create or replace function sec.marac_sharing_counted(since timestamptz, until timestamptz)
  returns table (month date, basis text, controller text, receiver text, agreement text,
                 shared bigint, emergency bigint, missing bigint, late bigint)
  {counting.HEAD} as $$
  select date_trunc('month', r.at, 'Europe/London')::date, d.basis::text, g.name::text,
    t.name::text, case when a.id is null and {counting.OWN} then '' else a.name::text end, count(*),
    count(*) filter (where {EMERGENCY}), count(*) filter (where {MISSING}),
    count(*) filter (where {counting.LATE})
  {counting.ROWS}
  group by 1, 2, 3, 4, 5 order by 1 desc, 3, 4, 2, 5
$$;
create or replace function sec.marac_sharing_lacking(
    since timestamptz, until timestamptz, most int)
  returns table (reference text, controller text, receiver text, at timestamptz, lacks text)
  {counting.HEAD} as $$
  select c.reference::text, g.name::text, t.name::text, r.at,
    case when {MISSING} then 'MISSING' when {counting.LATE} then 'LATE' else 'EMERGENCY' end
  {counting.ROWS} and ({LACKING} or {counting.LATE})
  order by r.at desc, c.reference, t.name limit most
$$
"""


def forced(how: str) -> migrations.RunSQL:
    """Return the step that lets the owner of these tables reach every row, or no longer."""
    return migrations.RunSQL(
        [f"alter table {table} {how} row level security" for table in WALLED],
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("marac", "0081_walls_of_guests")]
    operations = [
        forced("no force"),
        migrations.RunSQL([NAMED, "set constraints all immediate"], migrations.RunSQL.noop),
        forced("force"),
        as_guard(COUNTED),
    ]
