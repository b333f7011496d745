"""Whoever takes on a case as adviser works with the person harmed, and so sees how she is reached.

The adviser's service may not add itself to her record, and the coordinator may not see it; the part
in the case says both, under the agreement of that part, if it covers the rules of safe contact (F5).
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
FUNCTION = f"""
create function sec.marac_involve_adviser(asked uuid) returns void volatile {HEAD}
language plpgsql as $$
begin
  insert into public.people_involvement (id, created_at, updated_at, person_id, agency_id, capacity,
      purpose, agreement_id, starts_on, added_by_id)
    select gen_random_uuid(), clock_timestamp(), clock_timestamp(), v.person_id, p.agency_id,
      'SUPPORT', 'SUPPORT', p.agreement_id, sec.today(), sec.me()
    from public.marac_caseperson v
    join public.marac_participant p on p.case_id = v.case_id
    where v.case_id = asked and v.part = 'VICTIM' and v.person_id is not null
      and asked <> all(sec.marac_denied()) and p.capacity = 'IDVA' and p.ended_at is null
      and p.key = any(sec.marac_keys('IDVA'))
      and (p.agreement_id is null or exists (
        select 1 from public.partners_sharingagreement g
        where g.id = p.agreement_id and g.id = any(sec.agreements())
          and 'F5' = any(g.categories)))
    on conflict do nothing;
end $$;
grant execute on function sec.marac_involve_adviser(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0013_meetings_beside_the_list"),
        ("people", "0009_what_ended_stays_ended"),
    ]
    operations = [
        rewall("people_involvement", Allow("insert", "wb_sec", check="id is not null")),
        as_guard(FUNCTION),
    ]
