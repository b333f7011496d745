"""A guest's access opens to the session in which its code was given, and says who was invited.

Another session of the same guest within the hour, begun by a link that asks for no code, opened the
case as well. The session holds a secret, the row its hash. Whoever is in when this runs gives the
code again. The name that the coordinator typed is kept, so that her page tells her nothing of whose
address it is.
"""

from importlib import import_module

from django.db import migrations, models

from whitebeam.kernel.walls import Allow, as_guard, grant, rewall

guests = import_module("whitebeam.marac.migrations.0081_walls_of_guests")
SHOWN = "encode(sha256(convert_to(nullif(current_setting('wb.proof', true), ''), 'UTF8')), 'hex')"
KEYS, _, REST = guests.FUNCTIONS.partition("-- Returns the accesses")
ENTERS = "create function" + REST.partition("create function")[2].partition("create function")[0]
FUNCTIONS = f"""
{KEYS.replace("interval '60 minutes')", f"interval '60 minutes' and g.entered_with = {SHOWN})")}
drop function sec.marac_guest_enters(uuid[], text[]);
{
    ENTERS.replace("proofs text[])", "proofs text[], entered text)").replace(
        "entered_at = statement_timestamp(),",
        "entered_at = statement_timestamp(), entered_with = entered,",
    )
}
grant execute on function sec.marac_guest_enters(uuid[], text[], text) to wb_app
"""
NEW_CODE = """
create or replace function marac_guestaccess_new_code() returns trigger
set search_path = public, pg_temp language plpgsql as $$
begin
  new.entered_at := null;
  new.entered_with := '';
  new.wrong_words := 0;
  return new;
end $$
"""
NAMED = [
    "alter table marac_guestaccess no force row level security",
    """update marac_guestaccess g set invited_as = u.name
       from accounts_user u where u.id = g.user_id and g.invited_as = ''""",
    "set constraints all immediate",
    "alter table marac_guestaccess force row level security",
]


class Migration(migrations.Migration):
    dependencies = [("marac", "0181_each_step_is_taken_for_ones_own_agency")]
    operations = [
        migrations.AddField(
            "guestaccess",
            "entered_with",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "guestaccess",
            "invited_as",
            models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        grant(["marac_guestaccess"], "update (entered_with)", "wb_sec"),
        as_guard(FUNCTIONS),
        migrations.RunSQL(NEW_CODE, migrations.RunSQL.noop),
        rewall(
            "marac_guestaccess",
            Allow("insert", "wb_app", check=f"{guests.INVITING} and entered_with = ''"),
            Allow(
                "update",
                "wb_app",
                using=guests.KEEPING,
                check=guests.KEEPING,
                columns=("invited_as", "until", "words_hash", "ended_at", "updated_at"),
            ),
        ),
    ]
