"""A professionals' meeting is changed by whoever may read it: one of a hidden case answers to nobody.

An update without a condition asks no reading rule, so a coordinator kept out of a case could have
counted its meeting among those she changed.
"""

from django.db import migrations

from whitebeam.kernel.walls import Only, bound

READ = """kind = 'PANEL' or called_by_id = (select sec.me())
  or exists (select 1 from marac_agendaitem i where i.meeting_id = marac_meeting.id)"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0050_plans_before_the_meeting")]
    operations = [bound("marac_meeting", Only("update", "wb_app", using=READ, named="those_read"))]
