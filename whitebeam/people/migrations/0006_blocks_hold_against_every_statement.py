"""A conflict block holds against every statement, not only against reading.

An update that reads no column is not asked for the policy of reading, so it told a blocked worker
by its number of rows that something is there; a foreign key told the same to an insert. Lifting is
done by one function, so that a second guardian of another agency is needed by the database too.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

NOT_DENIED = "{person} <> all((select sec.people_denied())::uuid[])"
MINE = f"agency_id = any((select sec.agencies())::uuid[]) and {NOT_DENIED}".format(
    person="person_id"
)
COORDINATOR = "array_length((select sec.agencies_coordinated())::uuid[], 1) > 0"
GUARDED = (
    "exists (select 1 from people_involvement i where i.person_id = people_restriction.person_id"
    " and i.agency_id = any((select sec.agencies_guarded())::uuid[]))"
    f" and {NOT_DENIED}".format(person="person_id")
)
REQUESTED = f"{COORDINATOR} and {NOT_DENIED}".format(person="person_id")
JOINED = (
    f"{COORDINATOR} and {NOT_DENIED.format(person='kept_id')}"
    f" and {NOT_DENIED.format(person='gone_id')}"
)
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"

CHECKS = f"""
create function sec.may_block(person uuid) returns boolean stable {HEAD} language sql as $$
  select person <> all(sec.people_denied()) and exists (
    select 1 from public.people_involvement i
    where i.person_id = person and i.agency_id = any(sec.agencies_guarded()))
$$;
create function sec.may_join(household uuid) returns boolean stable {HEAD} language sql as $$
  select exists (
      select 1 from public.people_householdmember m
      where m.household_id = household and sec.may_add_to(m.person_id))
    or exists (select 1 from public.people_household h where h.id = household)
    and not exists (
      select 1 from public.people_householdmember m where m.household_id = household)
$$;
create function sec.guards_elsewhere(asker uuid) returns boolean stable {HEAD} language sql as $$
  select asker is not null and asker <> sec.me()
    and coalesce(array_length(sec.agencies_guarded(), 1), 0) > 0
    and not exists (
      select 1 from public.partners_membership m
      where m.user_id = asker and m.agency_id = any(sec.agencies_guarded()))
$$;
create function sec.lift_restriction(restriction uuid) returns void {HEAD} language plpgsql as $$
begin
  update public.people_restriction set lifted_at = clock_timestamp(), lift_approved_by_id = sec.me()
    where id = restriction and lifted_at is null
      and sec.guards_elsewhere(lifted_by_id) and sec.may_block(person_id);
  if not found then
    raise exception 'may not lift this block' using errcode = '42501';
  end if;
end $$;
revoke execute on function sec.guards_elsewhere(uuid) from public;
grant execute on function sec.may_block(uuid), sec.may_join(uuid), sec.lift_restriction(uuid)
  to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_facts_are_kept_by_who_works_with_her")]
    operations = [
        migrations.RunSQL(
            "grant select on people_household, people_householdmember to wb_sec;"
            "revoke update (lifted_at, lift_approved_by_id) on people_restriction from wb_app",
            migrations.RunSQL.noop,
        ),
        rewall("people_household", Allow("select", "wb_sec", using="id is not null")),
        rewall("people_householdmember", Allow("select", "wb_sec", using="id is not null")),
        as_guard(CHECKS),
        rewall(
            "people_involvement",
            Allow("update", "wb_app", using=MINE, check=MINE, columns=("ended_at", "updated_at")),
        ),
        rewall(
            "people_householdmember",
            Allow(
                "insert",
                "wb_app",
                check="sec.may_add_to(person_id) and sec.may_join(household_id)",
            ),
        ),
        rewall(
            "people_restriction",
            Allow(
                "insert",
                "wb_app",
                check="set_by_id = (select sec.uid()) and sec.may_block(person_id)",
            ),
            Allow(
                "update",
                "wb_app",
                using=GUARDED,
                check=f"lifted_by_id = (select sec.uid()) and {GUARDED}",
                columns=("lifted_by_id", "updated_at"),
            ),
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("lifted_at", "lift_approved_by_id"),
            ),
        ),
        rewall(
            "people_matchrequest",
            Allow(
                "update",
                "wb_app",
                using=REQUESTED,
                check=f"decided_by_id = (select sec.uid()) and {REQUESTED}",
                columns=("outcome", "decided_by_id", "decided_at", "note", "updated_at"),
            ),
        ),
        rewall(
            "people_merge",
            Allow(
                "update",
                "wb_app",
                using=JOINED,
                check=f"undo_asked_by_id = (select sec.uid()) and {JOINED}",
                columns=("undo_asked_by_id", "updated_at"),
            ),
        ),
    ]
