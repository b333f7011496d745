"""Nobody says for one of our own panels that it has a case, nor that one is had that was declined.

The panel takes it on itself (`sec.marac_take_on`). Recorded by whoever sent it, no case would be made
there, and the old one would be nobody's.
"""

from django.db import migrations

ONLY_ELSEWHERE = """
do $do$
declare
  was text := pg_get_functiondef('marac_transfer_update_is_allowed()'::regprocedure);
  now_is text := replace(was, '  if (' , '  if ((new.received_at is not distinct from old.received_at
    or new.to_panel_id is null and new.declined_at is null) and ');
begin
  if now_is = was then
    raise exception 'the judge of marac_transfer is not as it was';
  end if;
  execute now_is;
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0213_walls_of_asking_the_originator")]
    operations = [migrations.RunSQL(ONLY_ELSEWHERE, migrations.RunSQL.noop)]
