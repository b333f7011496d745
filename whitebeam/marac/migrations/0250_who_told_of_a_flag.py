"""Of an agency where nobody could confirm it, the coordinator records what she was told of a flag.

An agency without users has files all the same. Where it has anybody with the duty, it says so
itself, and nobody else does.
"""

from django.db import migrations, models

from whitebeam.kernel.walls import as_guard

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
RECORDS = f"""
create function sec.marac_records_flag(asked uuid, agency uuid) returns boolean {HEAD} as $$
  select sec.marac_takes_part(asked, 'COORDINATOR') and not exists (
    select 1 from public.partners_membership m
    where m.agency_id = agency and m.starts_on <= sec.today()
      and (m.ends_on is null or m.ends_on >= sec.today())
      and m.duties && array['RESEARCH_MARAC', 'SUPPORT_VICTIMS', 'CHAIR_MARAC']::varchar[])
$$;
grant execute on function sec.marac_records_flag(uuid, uuid) to wb_app
"""
# Taken as it stands, so that what others added to it stays.
JUDGED = """
do $do$ begin
  execute replace(replace(
    pg_get_functiondef('marac_flagrequest_update_is_allowed()'::regprocedure),
    'sec.marac_speaks_for(new.case_id, new.agency_id)',
    '(sec.marac_speaks_for(new.case_id, new.agency_id)'
    || ' or sec.marac_records_flag(new.case_id, new.agency_id) and length(new.told_by) > 0)'),
    'if (',
    'if ((new.told_by = old.told_by or sec.marac_records_flag(new.case_id, new.agency_id)) and ');
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0240_grounds_are_counted")]
    operations = [
        migrations.AddField(
            "flagrequest", "told_by", models.CharField(blank=True, default="", max_length=160)
        ),
        as_guard(RECORDS),
        migrations.RunSQL(JUDGED, migrations.RunSQL.noop),
        migrations.RunSQL(
            "grant update (told_by) on marac_flagrequest to wb_app", migrations.RunSQL.noop
        ),
    ]
