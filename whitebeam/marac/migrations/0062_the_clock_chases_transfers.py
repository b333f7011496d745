"""The clock finds transfers that nobody has received, and says that it chased them."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

CLOCK = "(select sec.process()) = 'marac_clock'"


class Migration(migrations.Migration):
    dependencies = [("marac", "0061_the_chair_asks_for_flags")]
    operations = [
        rewall(
            "marac_transfer",
            Allow("select", "wb_worker", using=CLOCK),
            Allow(
                "update",
                "wb_worker",
                using=CLOCK,
                check=CLOCK,
                columns=("chased_at", "updated_at"),
            ),
        )
    ]
