"""A worker tells others only of what she sees herself; of anything else there is nothing to tell.

What a notice is about is a label and an id; the label names the table. The question is asked as the
web role, so that the walls of that table answer it.
"""

from django.db import migrations

SEEN = """
create function notices_notice_is_of_what_is_seen() returns trigger
  set search_path = public, pg_temp language plpgsql as $$
declare
  place regclass := to_regclass(quote_ident(lower(replace(new.about_label, '.', '_'))));
  seen boolean := false;
begin
  if place is not null then
    execute format('select exists (select 1 from %s where id = $1)', place)
      into seen using new.about_id;
  end if;
  if not seen then
    raise exception 'may not insert this row of notices_notice' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger seen_insert before insert on notices_notice for each row
  when (current_user = 'wb_app') execute function notices_notice_is_of_what_is_seen()
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_posting_says_when_to_try_again")]
    operations = [migrations.RunSQL(SEEN, migrations.RunSQL.noop)]
