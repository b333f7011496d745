"""How many wrong codes shut a guest's access is the partnership's to set; unset, none is open."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard

session = import_module("whitebeam.marac.migrations.0182_a_guest_enters_one_session")
FIXED = session.FUNCTIONS.partition("drop function")[2].partition("create function")[2]
FIXED = "create or replace function" + FIXED.partition("grant execute")[0]
MOST = """(
        select (s.value #>> '{}')::integer from public.partners_localsetting s
        where s.key = 'guest.wrong_codes_most' and s.area_id is null
          and s.withdrawn_at is null and s.starts_on <= sec.today()
        order by s.starts_on desc, s.created_at desc limit 1)"""
SET = FIXED.replace("wrong_words < 10", f"wrong_words < {MOST}")


class Migration(migrations.Migration):
    dependencies = [("marac", "0161_walls_of_packages")]
    operations = [migrations.RunSQL(as_guard(SET).sql, as_guard(FIXED).sql)]
