"""A guest's part opens by one access, and only while its code was given within a guest's session.

The code was asked by a page; the wall opened to the guest's user without it. Now the key of a part
is its access, and `sec.marac_keys` names an access only after `sec.marac_guest_enters` compared what
was shown with what is kept. Nobody else dates the entry, and the guest changes no column of the row.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce, Concat

FORCED = ("marac_participant", "marac_guestaccess", "marac_agendaitem")
KEY = models.GeneratedField(
    db_persist=True,
    expression=Coalesce(
        Cast("access", models.TextField()),
        Cast("user", models.TextField()),
        Concat(Cast("agency", models.TextField()), models.Value(":"), models.F("capacity")),
    ),
    output_field=models.CharField(max_length=60),
)

# A part is of the access under which its guest was seated; one without any has been over since.
BACKFILL = """
update marac_participant p set access_id = (
  select g.id from marac_guestaccess g
  where g.user_id = p.user_id and g.agency_id = p.agency_id
    and (g.case_id = p.case_id or exists (
      select 1 from marac_agendaitem i where i.meeting_id = g.meeting_id and i.case_id = p.case_id))
  order by g.ended_at is not null, g.until desc limit 1)
where p.user_id is not null;
update marac_participant set ended_at = now() where user_id is not null and access_id is null
  and ended_at is null;
set constraints all immediate
"""

# The policies that compare the key lean on the column, so they are set aside while it is replaced.
REPLACE = """
do $$
declare
  column_of smallint := (select attnum from pg_attribute
    where attrelid = 'marac_participant'::regclass and attname = 'key');
  again text[];
  each text;
begin
  select array_agg(distinct format('create policy %I on %I.%I as %s for %s to %s%s%s',
      p.policyname, p.schemaname, p.tablename, p.permissive, p.cmd,
      (select string_agg(quote_ident(r), ', ') from unnest(p.roles) r),
      ' using (' || p.qual || ')', ' with check (' || p.with_check || ')'))
    into again
  from pg_depend d join pg_policy o on o.oid = d.objid
  join pg_class t on t.oid = o.polrelid
  join pg_policies p on p.policyname = o.polname and p.tablename = t.relname
  where d.classid = 'pg_policy'::regclass and d.refobjid = 'marac_participant'::regclass
    and d.refobjsubid = column_of;
  alter table marac_participant drop column key cascade;
  alter table marac_participant add column key varchar(60) generated always as (
    coalesce(access_id::text, user_id::text, agency_id::text || ':' || capacity)) stored;
  create index marac_participant_by_case on marac_participant (case_id, key);
  create index marac_participant_by_key on marac_participant (key, case_id);
  foreach each in array again loop
    execute each;
  end loop;
end $$
"""


def forced(how: str) -> migrations.RunSQL:
    """Return the step that lets the owner of these tables reach every row, or no longer."""
    return migrations.RunSQL(
        [f"alter table {table} {how} row level security" for table in FORCED],
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("marac", "0072_written_for_ones_own")]
    operations = [
        migrations.AddField(
            "participant",
            "access",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="marac.guestaccess",
            ),
        ),
        forced("no force"),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        forced("force"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(REPLACE, migrations.RunSQL.noop)],
            state_operations=[
                migrations.RemoveField("participant", "key"),
                migrations.AddField("participant", "key", KEY),
            ],
        ),
        migrations.RemoveConstraint("participant", "marac_part_is_open_once_per_capacity"),
        migrations.AddConstraint(
            "participant",
            models.UniqueConstraint(
                fields=["case", "agency", "capacity", "user", "access"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="marac_part_is_open_once_per_capacity",
            ),
        ),
        migrations.AddConstraint(
            "participant",
            models.CheckConstraint(
                condition=Q(user=None, access=None)
                | Q(user__isnull=False, access__isnull=False)
                | Q(user__isnull=False, ended_at__isnull=False),
                name="marac_guest_part_names_its_access",
            ),
        ),
    ]
