"""The clock of reporting may promise notices, and see those it promised, to tell once a day."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, wall

CLOCK = "(select sec.process()) = 'plan_clock'"


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0002_walls"),
        ("notices", "0004_posting_says_when_to_try_again"),
    ]
    operations = [
        wall(
            "notices_notice",
            Allow("select", "wb_worker", using=CLOCK, named="strategy"),
            Allow("insert", "wb_worker", check=CLOCK, named="strategy"),
        ),
    ]
