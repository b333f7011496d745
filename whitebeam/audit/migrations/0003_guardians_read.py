"""Guardians read the entries of those who acted for an agency whose records they guard.

Who a guardian is, partners decides, so this wall waits for theirs. `audit.readings_of` is where a
later rule may widen what a guardian learns of one person, without widening the table's own wall.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

GUARDED = "agencies && (select sec.agencies_guarded())::uuid[]"

READINGS = f"""
create function audit.readings_of(person uuid) returns setof public.audit_entry
  stable security definer set search_path = pg_catalog, audit, sec, pg_temp language sql as $$
  select * from public.audit_entry where person_id = person and {GUARDED}
$$;
revoke all on function audit.readings_of(uuid) from public;
grant execute on function audit.readings_of(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_only_added_to"),
        ("partners", "0002_walls"),
    ]
    operations = [
        rewall(
            "audit_entry",
            Allow("select", "wb_app", using=GUARDED),
            Allow("select", "wb_sec", using=GUARDED),
        ),
        as_guard(READINGS),
    ]
