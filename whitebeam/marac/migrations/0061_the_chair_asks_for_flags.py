"""Whoever sends the minutes out asks for the flags, and that may be the chair."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

ASKING = "sec.marac_takes_part(case_id, 'COORDINATOR,CHAIR')"


class Migration(migrations.Migration):
    dependencies = [("marac", "0060_both_harmed_wait_for_the_check")]
    operations = [rewall("marac_flagrequest", Allow("insert", "wb_app", check=ASKING))]
