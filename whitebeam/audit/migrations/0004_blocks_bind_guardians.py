"""A conflict block binds a guardian too: what happened to a blocked person did not happen."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

READABLE = (
    "agencies && (select sec.agencies_guarded())::uuid[]"
    " and coalesce(person_id <> all((select sec.people_denied())::uuid[]), true)"
    " and subject_id <> all((select sec.referrals_denied())::text[])"
)
READINGS = f"""
create or replace function audit.readings_of(person uuid) returns setof public.audit_entry
  stable security definer set search_path = pg_catalog, audit, sec, pg_temp language sql as $$
  select * from public.audit_entry where person_id = person and {READABLE}
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_guardians_read"),
        ("people", "0002_walls"),
        ("referrals", "0002_walls"),
    ]
    operations = [
        rewall(
            "audit_entry",
            Allow("select", "wb_app", using=READABLE),
            Allow("select", "wb_sec", using=READABLE),
        ),
        as_guard(READINGS),
    ]
