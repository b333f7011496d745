"""The only doors to the confidential location, owned by wb_sec.

`read_location` writes its own audit entry before it answers, so that no caller can leave it out;
the entry of the page, with the worker's reason, comes beside it.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, wall

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
LOCATION = f"""
create function sec.may_read_location(person uuid) returns boolean stable {HEAD} language sql as $$
  select not (person = any(sec.people_denied())) and exists (
    select 1
    from public.people_involvement i
    join public.partners_membership m on m.agency_id = i.agency_id
    join public.partners_agency a on a.id = m.agency_id and a.status = 'ACTIVE'
    join public.accounts_user u on u.id = m.user_id and u.is_active
    where i.person_id = person and i.ended_at is null
      and (i.agreement_id is null or i.agreement_id = any(sec.agreements()))
      and m.user_id = sec.uid() and 'READ_LOCATION' = any(m.duties) and a.kind <> 'GUEST'
      and m.starts_on <= sec.today() and (m.ends_on is null or m.ends_on >= sec.today()))
$$;
create function sec.put_location(row_id uuid, person uuid, agency uuid, sealed bytea)
  returns void {HEAD} language plpgsql as $$
begin
  if not sec.may_add_to(person) or not (agency = any(sec.agencies_writing())) then
    raise exception 'may not keep a location' using errcode = '42501';
  end if;
  update public.people_confidentiallocation set ended_at = clock_timestamp()
    where person_id = person and ended_at is null;
  insert into public.people_confidentiallocation
    (id, created_at, updated_at, person_id, value, recorded_by_id, entered_by_id)
    values (row_id, clock_timestamp(), clock_timestamp(), person, sealed, agency, sec.uid());
end $$;
create function sec.read_location(person uuid) returns table (id uuid, value bytea)
  {HEAD} language plpgsql as $$
begin
  if not sec.may_read_location(person) then
    perform audit.add('people.location.refused', 'people.Person', person::text, person,
                      '{{}}'::text[], null::bytea, 'REFUSED', '{{}}'::jsonb);
    return;
  end if;
  perform audit.add('people.location.opened', 'people.Person', person::text, person,
                    '{{F4}}'::text[], null::bytea, 'ALLOWED', '{{}}'::jsonb);
  return query select l.id, l.value from public.people_confidentiallocation l
    where l.person_id = person and l.ended_at is null;
end $$;
grant execute on function sec.put_location(uuid, uuid, uuid, bytea), sec.read_location(uuid)
  to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls"), ("audit", "0002_only_added_to")]
    operations = [
        wall(
            "people_confidentiallocation",
            Allow("select", "wb_sec", using="id is not null"),
            Allow("insert", "wb_sec", check="id is not null"),
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("ended_at",),
            ),
        ),
        as_guard(LOCATION),
    ]
