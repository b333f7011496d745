"""A coordinator or chair who did not decide it reads again, once, what was settled at screening."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, judged, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
TABLE = "marac_screeningsettlement"
READING = walls.seen("COORDINATOR,CHAIR", TABLE)
COLUMNS = ("audit", "audited_by_id", "audited_at", "audit_words")
READ_AGAIN = f"""old.audit = 'WAITING' and new.audit in ('SOUND', 'TO_BE_HEARD')
  and new.audited_by_id = {walls.ME} and old.decided_by_id <> {walls.ME}"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0232_screened_is_read_again")]
    operations = [
        wall(
            TABLE,
            Allow(
                "update",
                "wb_app",
                using=READING,
                check=READING,
                columns=(*COLUMNS, "updated_at"),
            ),
        ),
        judged(TABLE, "update", READ_AGAIN),
    ]
