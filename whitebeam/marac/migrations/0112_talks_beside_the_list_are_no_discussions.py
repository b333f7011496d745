"""What the steering group counts: a talk beside the list is no discussion, a try no word with her.

The two functions stay as 0070 wrote them, but for these conditions.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard

before = import_module("whitebeam.marac.migrations.0070_waits_between_stages")
ANY_TRY = "from public.marac_contactattempt k group by k.case_id"
SPOKEN = "from public.marac_contactattempt k where k.outcome = 'REACHED' group by k.case_id"
WAITS = before.WAITS.replace(ANY_TRY, SPOKEN).replace(
    "create function", "create or replace function"
)
VOLUME = before.VOLUME.replace(
    "k on k.case_id = c.id group by", "k on k.case_id = c.id and k.outcome = 'REACHED' group by"
).replace("where i.outcome = 'HEARD' and", "where i.outcome = 'HEARD' and not i.is_aside and")


class Migration(migrations.Migration):
    dependencies = [("marac", "0111_whoever_calls_a_meeting_runs_it")]
    operations = [as_guard(WAITS), as_guard(VOLUME)]
