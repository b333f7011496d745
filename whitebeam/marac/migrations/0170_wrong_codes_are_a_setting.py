"""How many wrong codes shut a guest's access is the partnership's to set; unset, none is open."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard

before = import_module("whitebeam.marac.migrations.0081_walls_of_guests")
FIRST, LAST = "create function sec.marac_guest_enters", "create function sec.marac_lets_in"
BEFORE = before.FUNCTIONS[before.FUNCTIONS.index(FIRST) : before.FUNCTIONS.index(LAST)]
MOST = """(
        select (s.value #>> '{}')::integer from public.partners_localsetting s
        where s.key = 'guest.wrong_codes_most' and s.area_id is null
          and s.withdrawn_at is null and s.starts_on <= sec.today()
        order by s.starts_on desc, s.created_at desc limit 1)"""


def replacing(function: str) -> str:
    return function.replace("create function", "create or replace function", 1)


class Migration(migrations.Migration):
    dependencies = [("marac", "0112_talks_beside_the_list_are_no_discussions")]
    operations = [
        migrations.RunSQL(
            as_guard(replacing(BEFORE.replace("wrong_words < 10", f"wrong_words < {MOST}"))).sql,
            as_guard(replacing(BEFORE)).sql,
        )
    ]
