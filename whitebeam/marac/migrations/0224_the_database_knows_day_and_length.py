"""Two functions take no more from their caller what the database knows itself.

A move was dated by whoever called `sec.marac_moved`. The length of a case came from whoever asked if
one fits, and by asking again with other lengths the minutes that hidden cases take could be measured:
it is the setting, of the partnership or of the area of the list's panel.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard

moves = import_module("whitebeam.marac.migrations.0196_a_move_makes_risk_due")
rooms = import_module("whitebeam.marac.migrations.0136_room_left_for_referrers")


def instead(text: str, *changes: tuple[str, str]) -> str:
    """Return a text with these words changed, each of which must be in it."""
    for was, new in changes:
        if was not in text:
            raise ValueError(f"Not in it: {was}")
        text = text.replace(was, new)
    return text


MOVED = instead(
    moves.FUNCTION,
    ("sec.marac_moved(asked uuid, on_day date, moment timestamptz)", "sec.marac_moved(asked uuid)"),
    ("sec.marac_moved(uuid, date, timestamptz)", "sec.marac_moved(uuid)"),
    ("on_day", "sec.today()"),
    ("sec.me(), moment", "sec.me(), clock_timestamp()"),
    ("b.case_id = asked", "b.case_id = any((select sec.marac_same_case(array[asked]))::uuid[])"),
)
USUAL = """
  join public.marac_panel n on n.id = m.panel_id
  cross join lateral (
    select (s.value #>> '{}')::integer as minutes from public.partners_localsetting s
    where s.key = 'marac.case_minutes' and (s.area_id is null or s.area_id = n.area_id)
      and s.withdrawn_at is null and s.starts_on <= sec.today()
    order by s.area_id is null, s.starts_on desc, s.created_at desc limit 1) usual
"""
FIT = instead(
    rooms.ROOM,
    ("(asked uuid[], usual int)", "(asked uuid[])"),
    ("(uuid[], int)", "(uuid[])"),
    ("greatest(usual, 5)", "greatest(usual.minutes, 5)"),
    ("from public.marac_meeting m\n", f"from public.marac_meeting m{USUAL}"),
    ("group by m.id, m.minutes", "group by m.id, m.minutes, usual.minutes"),
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0223_where_she_went_is_not_told")]
    operations = [
        as_guard(f"drop function sec.marac_moved(uuid, date, timestamptz);{MOVED}"),
        as_guard(f"drop function sec.marac_cases_that_fit(uuid[], int);{FIT}"),
    ]
