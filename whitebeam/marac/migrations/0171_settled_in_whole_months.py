"""What was settled early is counted in the months that are asked about, and no day later.

Counted until today, the difference between two days told of the case between.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard

earlier = import_module("whitebeam.marac.migrations.0065_the_past_weighs_nothing")
SIGNATURE = "sec.marac_settled_counted(timestamptz, timestamptz)"
SETTLED = (
    earlier.COUNTED.partition("do $$ begin")[0]
    .replace("create or replace function", "create function")
    .replace("(since timestamptz)", "(since timestamptz, until timestamptz)")
    .replace("where s.decided_at >= since", "where s.decided_at >= since and s.decided_at < until")
    .replace("where c.heard_at >= since", "where c.heard_at >= since and c.heard_at < until")
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0135_walls_of_changed_meetings")]
    operations = [
        migrations.RunSQL(
            as_guard(
                f"{SETTLED}; grant execute on function {SIGNATURE} to wb_app, wb_report"
            ).sql.replace(";\n;", ";"),
            as_guard(f"drop function {SIGNATURE}").sql,
        )
    ]
