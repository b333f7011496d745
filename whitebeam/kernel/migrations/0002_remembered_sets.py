"""What a wall has found once in a transaction is kept for the rest of it, signed.

A set is kept in a transaction-local setting of its own, bound to its name, the context, the
connection and the transaction, so that nobody can set it to something else. Any app's security
functions may keep theirs with `sec.remember`, and read it back with `sec.recall`.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp language plpgsql"

REMEMBERING = f"""
create function sec.mark_of(name text, value text) returns text stable {HEAD} as $$
declare
  c text[] := sec.claims();
  k sec.ctx_key;
begin
  select * into strict k from sec.ctx_key;
  return encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(
    concat_ws('|', 'set', name, c[8], c[5], c[6], c[7], value), 'UTF8'))), 'hex');
end $$;

create function sec.remember(name text, value text) returns text volatile {HEAD} as $$
begin
  perform set_config('wb.set_' || name, sec.mark_of(name, value) || value, true);
  return value;
end $$;

create function sec.recall(name text) returns text stable {HEAD} as $$
declare
  kept text := nullif(current_setting('wb.set_' || name, true), '');
begin
  if kept is not null and left(kept, 64) = sec.mark_of(name, substr(kept, 65)) then
    return substr(kept, 65);
  end if;
  return null;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_signed_context")]
    operations = [as_guard(REMEMBERING)]
