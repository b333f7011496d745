"""The role that fills a demonstration reads the partnership's settings of today, so it knows the day.

`sec.today` reads the clock and nothing else.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

KNOWING = "grant execute on function sec.today() to wb_bulk"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_remembered_sets")]
    operations = [as_guard(KNOWING)]
