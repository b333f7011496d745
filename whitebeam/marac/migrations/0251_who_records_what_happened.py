"""What happened last is recorded by whoever runs the case: a repeat rests on it.

Whoever else may change something of a case could rewrite it, also after it was decided.
"""

from django.db import migrations

# Taken as it stands, so that what others added to it stays.
JUDGED = """
do $do$ begin
  execute replace(
    pg_get_functiondef('marac_case_update_is_allowed()'::regprocedure),
    'if (',
    'if (((new.event_kind, new.event_on) is not distinct from (old.event_kind, old.event_on)'
    || ' or sec.marac_takes_part(new.id, ''COORDINATOR,CHAIR'')) and ');
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0250_who_told_of_a_flag")]
    operations = [migrations.RunSQL(JUDGED, migrations.RunSQL.noop)]
