"""A meeting that is cancelled puts every case back.

Whoever cancels may be kept from a case: the database puts it back and tells nothing.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
before = import_module("whitebeam.marac.migrations.0110_what_was_not_reached_is_put_off")
ME = walls.ME
CALL_OFF = (
    before.FUNCTION.replace("marac_put_off", "marac_call_off")
    .replace("'NOT_REACHED'", "'CALLED_OFF'")
    .replace("'not_reached'", "'called_off'")
    .replace("may not run this meeting", "may not cancel this meeting")
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0134_meetings_change")]
    operations = [
        wall(
            "marac_meetingchange",
            Allow("select", "wb_app", using=walls.OF_MEETING),
            Allow("insert", "wb_app", check=f"by_id = {ME} and sec.marac_runs(meeting_id)"),
        ),
        as_guard(CALL_OFF),
    ]
