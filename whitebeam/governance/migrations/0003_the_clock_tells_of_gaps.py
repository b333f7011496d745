"""The clock of groups sees who sits where, and promises notices that a seat is vacant."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, wall

CLOCK = "(select sec.process()) = 'group_clock'"


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_walls"),
        ("notices", "0004_posting_says_when_to_try_again"),
    ]
    operations = [
        wall("governance_sitting", Allow("select", "wb_worker", using=CLOCK)),
        wall(
            "notices_notice",
            Allow("select", "wb_worker", using=CLOCK, named="governance"),
            Allow("insert", "wb_worker", check=CLOCK, named="governance"),
        ),
    ]
