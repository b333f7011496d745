"""Guardians read what went to MARACs outside the partnership, package by package, and no content.

To which MARAC is a hint of where she is: it is told only where her address is not withheld. A
guardian reads of what her agency gave, and of every package of the panels that it coordinates.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, rewall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
FUNCTION = f"""
create function sec.marac_sent_outside(since timestamptz, until timestamptz, most int)
  returns table (reference text, sent_at timestamptz, to_marac text, parts text[],
                 controllers text[], things bigint, is_opened boolean, is_taken_back boolean)
  {HEAD} as $$
  select k.reference::text, k.sent_at,
    case when k.is_address_withheld then '' else t.other_marac::text end,
    array_agg(distinct i.part::text), array_agg(distinct g.name::text), count(*),
    k.opened_at is not null, t.cancelled_at is not null
  from public.marac_package k
  join public.marac_transfer t on t.id = k.transfer_id and t.to_panel_id is null
  join public.marac_packageitem i on i.package_id = k.id
  join public.partners_agency g on g.id = i.controller_id
  join public.marac_case c on c.id = k.case_id
  join public.marac_panel n on n.id = c.panel_id
  where k.sent_at >= since and k.sent_at < until
    and (i.controller_id = any(sec.agencies_with('GUARD_RECORDS'))
         or n.coordinated_by_id = any(sec.agencies_with('GUARD_RECORDS')))
    and k.case_id <> all((select sec.marac_denied())::uuid[])
  group by k.id, t.id
  order by k.sent_at desc, k.reference limit most
$$;
grant execute on function sec.marac_sent_outside(timestamptz, timestamptz, int) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0196_a_move_makes_risk_due")]
    operations = [
        grant(("marac_packageitem",), "select", "wb_sec"),
        rewall("marac_packageitem", Allow("select", "wb_sec", using="id is not null")),
        as_guard(FUNCTION),
    ]
