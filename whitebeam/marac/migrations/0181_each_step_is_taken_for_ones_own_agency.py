"""A step of a case names an agency for which whoever takes it works, and no other.

The history is what a review reads; past every page a worker could have written that another agency
deferred or closed a case. What a meeting puts off carries the agency for which its ender sits.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
before = import_module("whitebeam.marac.migrations.0110_what_was_not_reached_is_put_off")
DUTIES = "REFER_TO_MARAC,RESEARCH_MARAC,COORDINATE_MARAC,CHAIR_MARAC,SUPPORT_VICTIMS"
STEPPING = walls.acted(
    walls.EVERYONE,
    f"by_id = {walls.ME}",
    f"agency_id = any((select sec.agencies_with('{DUTIES}'))::uuid[])",
)
SITS_FOR = """coalesce((select a.agency_id from public.marac_attendance a
          where a.meeting_id = asked and a.user_id = sec.me()), found.coordinated_by_id)"""
PUT_OFF = before.FUNCTION.replace("create function", "create or replace function").replace(
    "sec.me(), found.coordinated_by_id, at,", f"sec.me(), {SITS_FOR}, at,"
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0180_who_runs_a_meeting_today")]
    operations = [
        rewall("marac_statechange", Allow("insert", "wb_app", check=STEPPING)),
        as_guard(PUT_OFF),
    ]
