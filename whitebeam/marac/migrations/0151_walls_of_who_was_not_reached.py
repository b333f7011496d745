"""Whoever works on a case reads that she was not reached; her adviser alone says and ends it.

The clock learns whether a service speaks for somebody, so as to tell the coordinators where none
does. The steering group's figure counts whoever was to be reached of the cases that were screened.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
counted = import_module("whitebeam.marac.migrations.0112_talks_beside_the_list_are_no_discussions")
CLOCK = "(select sec.process()) = 'marac_clock'"
TABLE = "marac_unreached"
SAYING = walls.acted(
    "IDVA", f"by_id = {walls.ME}", "sec.marac_speaks_for(case_id, agency_id)", "ended_at is null"
)
ENDING = walls.seen("IDVA", TABLE)
TO_REACH = "c.idva_due_at >= since and c.idva_due_at < until"
SCREENED = f"{TO_REACH} and c.screened_at is not null and c.state <> 'NOT_MET'"
# The function is taken as it stands, so that what others added to it stays.
DENIED = """
do $do$ begin
  execute replace(pg_get_functiondef('sec.marac_things_denied()'::regprocedure), ') x;',
    '  union all select id from public.marac_unreached where case_id = any(denied) ) x;');
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0150_who_was_not_reached")]
    operations = [
        wall(
            TABLE,
            Allow("select", "wb_app", using=walls.seen(walls.WORKING, TABLE)),
            Allow("insert", "wb_app", check=SAYING),
            Allow(
                "update",
                "wb_app",
                using=ENDING,
                check=ENDING,
                columns=("ended_at", "updated_at"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
            Allow("select", "wb_worker", using=CLOCK),
        ),
        as_guard(DENIED),
        rewall("marac_participant", Allow("select", "wb_worker", using=CLOCK)),
        as_guard(counted.WAITS.replace(TO_REACH, SCREENED)),
    ]
