"""The posting process says when a message is tried again."""

from django.db import migrations

from whitebeam.kernel.walls import grant


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_carry_a_reference_and_the_next_try")]
    operations = [grant(["notices_notice"], "update (next_try_at)", "wb_worker")]
