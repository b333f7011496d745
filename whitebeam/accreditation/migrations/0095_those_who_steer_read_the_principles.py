"""Whoever steers the MARACs reads how they stand to the ten principles, and no other standard."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, wall

STEERS = "cardinality((select sec.agencies_with('VIEW_MARAC_FIGURES'))::uuid[]) > 0"
OF_MARACS = (
    "exists (select 1 from accreditation_effort e"
    " join accreditation_standard s on s.id = e.standard_id"
    " where e.id = accreditation_answer.effort_id and s.code = 'marac-principles')"
)


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0002_walls")]
    operations = [
        wall(
            "accreditation_answer",
            Allow("select", "wb_app", using=f"{STEERS} and {OF_MARACS}", named="steering"),
        ),
    ]
