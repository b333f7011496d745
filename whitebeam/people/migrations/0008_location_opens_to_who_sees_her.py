"""The duty to read a location opens nothing by itself: who asks must see the person at that agency.

The policy and the row-level security said so already; now the one function says it too.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
MAY_READ = f"""
create or replace function sec.may_read_location(person uuid) returns boolean stable {HEAD}
language sql as $$
  select not (person = any(sec.people_denied())) and exists (
    select 1
    from public.people_involvement i
    join public.partners_membership m on m.agency_id = i.agency_id
    where i.person_id = person and i.ended_at is null
      and i.agency_id = any(sec.agencies())
      and (i.agreement_id is null or i.agreement_id = any(sec.agreements()))
      and m.user_id = sec.uid() and 'READ_LOCATION' = any(m.duties)
      and m.starts_on <= sec.today() and (m.ends_on is null or m.ends_on >= sec.today()))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_matching_keeps_blocks_and_pairs")]
    operations = [as_guard(MAY_READ)]
