"""The clock knows whether she was tried and told, and when it was decided; never in what words."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

CLOCK = "(select sec.process()) = 'marac_clock'"
READ = ("marac_contactattempt", "marac_telling", "marac_earlysettlement")


class Migration(migrations.Migration):
    dependencies = [("marac", "0065_the_past_weighs_nothing")]
    operations = [rewall(table, Allow("select", "wb_worker", using=CLOCK)) for table in READ]
