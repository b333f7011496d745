"""The clock reads since when a case stands where it stands, so as to chase what waits too long."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

CLOCK = "(select sec.process()) = 'marac_clock'"


class Migration(migrations.Migration):
    dependencies = [("marac", "0142_lines_of_what_was_said_before")]
    operations = [rewall("marac_statechange", Allow("select", "wb_worker", using=CLOCK))]
