"""A case has a plan before its meeting when an action was raised before it, settled early or not."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

# The function is taken as it stands, so that what others changed in it stays.
PLANNED = r"""
do $do$ declare one regprocedure; planned text;
begin
  for one in select p.oid::regprocedure from pg_proc p
             where p.pronamespace = 'sec'::regnamespace and p.proname = 'marac_settled_counted'
  loop
    planned := regexp_replace(
      pg_get_functiondef(one),
      'e\.settlement is not null and e\.audit <> ''TO_BE_HEARD''\s+or sec\.marac_is_planned',
      'sec.marac_is_planned');
    if planned = pg_get_functiondef(one) then raise exception '% is not as it was', one; end if;
    execute planned;
  end loop;
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0144_earlier_minutes_have_facts")]
    operations = [as_guard(PLANNED)]
